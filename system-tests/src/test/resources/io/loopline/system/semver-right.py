"""The order of semantic versions, semver.org 2.0.0."""

DIGITS = "0123456789"
LETTERS = DIGITS + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-"


def compare(a, b):
    left, right = key(a), key(b)
    return (left > right) - (left < right)


def key(version):
    rest, plus, build = version.partition("+")
    core, dash, pre = rest.partition("-")
    if plus:
        for part in build.split("."):
            check(part, LETTERS)
    numbers = [number(part) for part in core.split(".")]
    if len(numbers) != 3:
        raise ValueError(version)
    if not dash:
        return numbers, 1, []
    return numbers, 0, [identifier(part) for part in pre.split(".")]


def identifier(part):
    check(part, LETTERS)
    only_digits = all(each in DIGITS for each in part)
    return (0, number(part), "") if only_digits else (1, 0, part)


def number(part):
    check(part, DIGITS)
    if part[0] == "0" and part != "0":
        raise ValueError(part)
    return int(part)


def check(part, allowed):
    if not part or any(each not in allowed for each in part):
        raise ValueError(part)
