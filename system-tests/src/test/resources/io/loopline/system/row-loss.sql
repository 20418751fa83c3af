COPY (
  SELECT raw.films AS input_rows,
         clean.films AS output_rows,
         struct_pack(untitled := raw.untitled,
                     duplicates := raw.films - raw.untitled - clean.films) AS removed
  FROM (SELECT count(*) AS films, count(*) FILTER (WHERE coalesce(trim("Title"), '') = '') AS untitled
        FROM read_json('movies.json', columns = {"Title": 'VARCHAR'})) AS raw,
       (SELECT count(*) AS films FROM 'movies.parquet') AS clean
) TO 'row_loss.json' (FORMAT json);
