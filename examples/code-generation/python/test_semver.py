"""What compare(a, b) of semver.py must do: the order of semantic versions, semver.org 2.0.0."""

import unittest

from semver import compare


class Order(unittest.TestCase):
    def assert_ascending(self, *versions):
        for i, left in enumerate(versions):
            for j, right in enumerate(versions):
                with self.subTest(left=left, right=right):
                    self.assertEqual(compare(left, right), (i > j) - (i < j))


class Numbers(Order):
    def test_each_number_counts(self):
        self.assert_ascending("0.0.1", "0.1.0", "1.0.0", "1.0.1", "1.1.0", "2.0.0")

    def test_numbers_are_not_text(self):
        self.assert_ascending("1.2.3", "1.2.10", "1.9.0", "1.10.0", "9.0.0", "10.0.0")

    def test_numbers_have_any_length(self):
        self.assert_ascending("9007199254740992.0.0", "9007199254740993.0.0")


class PreReleases(Order):
    def test_it_comes_before_its_release(self):
        self.assert_ascending("1.0.0-rc.1", "1.0.0", "1.0.1-alpha", "1.0.1")

    def test_the_order_of_the_specification(self):
        self.assert_ascending(
            "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2",
            "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0")

    def test_only_digits_make_a_number(self):
        self.assert_ascending("1.0.0-2", "1.0.0-11", "1.0.0-11a", "1.0.0-2a", "1.0.0-a")

    def test_capitals_come_first(self):
        self.assert_ascending("1.0.0-RC", "1.0.0-rc")

    def test_a_hyphen_is_a_character(self):
        self.assert_ascending("1.0.0--", "1.0.0-a", "1.0.0-a-b")

    # compares no version with itself
    def assert_ascending(self, *versions):
        for i, left in enumerate(versions):
            for j, right in enumerate(versions):
                if i != j:
                    with self.subTest(left=left, right=right):
                        self.assertEqual(compare(left, right), (i > j) - (i < j))


class Equality(Order):
    def test_a_version_equals_itself(self):
        for version in "1.2.3", "1.2.3-a", "1.2.3-a.1.b-c.0":
            with self.subTest(version=version):
                self.assertEqual(compare(version, version), 0)


class BuildMetadata(Order):
    def test_it_does_not_count(self):
        for version in "1.0.0", "1.0.0+1", "1.0.0+001", "1.0.0+a-b", "1.0.0+a.b":
            with self.subTest(version=version):
                self.assertEqual(compare("1.0.0", version), 0)
                self.assertEqual(compare(version, "1.0.0"), 0)
        self.assertEqual(compare("1.0.0-a+b", "1.0.0-a"), 0)

    def test_a_hyphen_in_it_makes_no_pre_release(self):
        self.assert_ascending("1.0.0-b+a", "1.0.0+a-b")


class Invalid(unittest.TestCase):
    def test_it_is_refused(self):
        for version in (
                "", "1", "1.0", "1.0.0.0", "a.b.c", "v1.0.0", " 1.0.0", "1.0.0\n", "1..0", "1.0.",
                "01.0.0", "1.00.0", "-1.0.0", "+1.0.0", "1_0.0.0", "1.0.\u0663", "1.0.\u00b2",
                "1.0.0-", "1.0.0-a..b", "1.0.0-01", "1.0.0-a.00", "1.0.0-\u00e4", "1.0.0-a_b",
                "1.0.0+", "1.0.0+a+b", "1.0.0+a..b", "1.0.0-+a", "1.0.0-a+\u00e4"):
            with self.subTest(version=version):
                with self.assertRaises(ValueError):
                    compare(version, "1.0.0")
                with self.assertRaises(ValueError):
                    compare("1.0.0", version)

    def test_what_only_looks_like_it_is_not(self):
        for version in "0.0.0", "1.0.0-0", "1.0.0-0a", "1.0.0-00a", "1.0.0-a-", "1.0.0+0.00":
            with self.subTest(version=version):
                self.assertIn(compare(version, "1.0.0"), (-1, 0))


if __name__ == "__main__":
    unittest.main()
