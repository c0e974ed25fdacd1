"""Counts requests and answers of the runs of schemathesis: a hook while it runs; counted.py FILE prints the sums."""

import os
import sys
from collections import Counter, defaultdict

if __name__ == "__main__":
    requests, operations, seen = Counter(), defaultdict(set), defaultdict(Counter)
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            who, operation, status = line.rstrip("\n").split("\t")
            requests[who] += 1
            operations[who].add(operation)
            seen[operation][status[0] + "xx"] += 1
    for who, count in requests.items():
        print(f"{who}: {count} requests over {len(operations[who])} operations")
    print(f"all: {sum(requests.values())} requests over {len(seen)} operations")
    print("never answered with 2xx:", ", ".join(sorted(one for one, kinds in seen.items() if not kinds["2xx"])) or "none")
else:
    import schemathesis

    @schemathesis.hook
    def after_call(context, case, response):
        """One line a request, so that nothing is lost where a run ends early."""
        operation = f"{case.operation.method.upper()} {case.operation.path}"
        with open(os.environ["SHINSA_COUNTS"], "a", encoding="utf-8") as counts:
            counts.write(f"{os.environ['SHINSA_WHO']}\t{operation}\t{response.status_code}\n")
