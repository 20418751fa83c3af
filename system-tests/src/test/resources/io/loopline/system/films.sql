COPY (
  WITH raw AS (
    FROM read_json('movies.json', columns = {
      "Title": 'VARCHAR', "Release Date": 'VARCHAR', "MPAA Rating": 'VARCHAR',
      "Running Time min": 'INTEGER', "Distributor": 'VARCHAR', "Director": 'VARCHAR',
      "Major Genre": 'VARCHAR', "Creative Type": 'VARCHAR', "Source": 'VARCHAR',
      "Production Budget": 'BIGINT', "US Gross": 'BIGINT', "Worldwide Gross": 'BIGINT',
      "US DVD Sales": 'BIGINT', "Rotten Tomatoes Rating": 'INTEGER', "IMDB Rating": 'DOUBLE',
      "IMDB Votes": 'INTEGER'})
  ), dated AS (
    SELECT *, strptime("Release Date", '%b %d %Y')::DATE AS read_date FROM raw
    WHERE trim("Title") <> ''
  )
  SELECT "Title" AS title,
         CASE WHEN year(read_date) > 2011 THEN (read_date - INTERVAL 100 YEAR)::DATE
              ELSE read_date END AS release_date,
         "MPAA Rating" AS mpaa_rating,
         "Running Time min" AS running_minutes,
         "Distributor" AS distributor,
         "Director" AS director,
         "Major Genre" AS genre,
         "Creative Type" AS creative_type,
         "Source" AS source,
         "Production Budget" AS production_budget_usd,
         "US Gross" AS us_gross_usd,
         "Worldwide Gross" AS worldwide_gross_usd,
         "US DVD Sales" AS us_dvd_sales_usd,
         "Rotten Tomatoes Rating" AS rotten_tomatoes_rating,
         "IMDB Rating" AS imdb_rating,
         "IMDB Votes" AS imdb_votes
  FROM dated
  QUALIFY row_number() OVER (
    PARTITION BY lower(regexp_replace("Title", '\s*\([^()]*\)$', '')), year(release_date)
    ORDER BY release_date, "Title") = 1
) TO 'movies.parquet' (FORMAT parquet);
