"""Writes the settings of schemathesis with identifiers that there are: known.py FOLDER (with cases.json, assign.json, checks.json)."""

import json
import sys
from pathlib import Path


def read(name: str) -> dict:
    return json.loads((Path(sys.argv[1]) / name).read_text())


cases, assign = read("cases.json"), read("assign.json")
words = {
    "cases": [one["id"] for one in cases["cases"]][:8],
    "checks": [one["id"] for one in read("checks.json")["checks"]],
    "branches": [cases["branch"]],
    "months": [cases["month"]],
    "keys": [f"{cases['branch']}/{cases['month']}"],
    "people": [one["to"]["id"] for one in assign["people"]],
    "seats": ["staff", "providers", "arbiter", "headquarters"],
    "rules": ["D217"],
    "purposes": ["eligibility", "inquiry"],
    "versions": [0, 1],
    "acts": ["claim", "release"],
    "places": [1],
    "new": ["202409", "202410", "202411"],
    "days": ["2024-09-05"],
}
assert all(words.values()), "there is nothing to ask about"
for name, values in words.items():
    print(f"[dictionaries.{name}]\nvalues = {json.dumps(values)}\n")

# Mostly what there is; else what the schema allows.
of = {
    "^/api/v1/cases$": {"query.month": "keys"},
    "^/api/v1/cases/": {
        "path.id": "cases",
        "path.seq": "places",
        "query.rule": "rules",
        "body.branch": "branches",
        "body.month": "months",
        "body.purpose": "purposes",
        "body.version": "versions",
        "body.act.kind": "acts",
    },
    "^/api/v1/checks/": {"path.id": "checks", "path.earlier": "checks"},
    "^/api/v1/months$": {"body.branch": "branches", "body.month": "new", "body.intake.first": "days"},
    "^/api/v1/months/": {"path.branch": "branches", "path.month": "months"},
    "^/api/v1/assign": {
        "query.branch": "branches",
        "query.month": "months",
        "body.branch": "branches",
        "body.month": "months",
        "body.seat": "seats",
        "body.to": "people",
    },
}
for pattern, parameters in of.items():
    print(f"[[operations]]\ninclude-path-regex = '{pattern}'")
    print("[operations.parameters]")
    for name, words_of in parameters.items():
        print(f'"{name}" = {{ dictionary = "{words_of}", probability = 0.8 }}')
    print()
