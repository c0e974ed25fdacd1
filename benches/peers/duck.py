"""DuckDB on the checks of benches/src/peers.rs: over loaded tables, and from the raw file. Prints CPU seconds, writes findings."""

import subprocess
import sys
import time

import duckdb

folder = sys.argv[1]
rounds = int(sys.argv[2])

EVALUATE = """
with used as materialized (
  select receipt, code, bit_or(days) as days, sum(times) as times from line group by receipt, code
)
select a.receipt || ',' || b.code || 'は' || a.code || 'と同じ日に算定できません。' as said
  from used a join pair_day p on p.a = a.code join used b on b.receipt = a.receipt and b.code = p.b
  where p.claim = 1 and (a.days & b.days) <> 0
union all
select a.receipt || ',' || b.code || 'は' || a.code || 'と同じ月に算定できません。'
  from used a join pair_month p on p.a = a.code join used b on b.receipt = a.receipt and b.code = p.b
  where p.claim = 1
union all
select u.receipt || ',' || u.code || 'は月に' || l.most || '回までです。'
  from used u join most l on l.code = u.code where l.unit = 131 and u.times > l.most
"""

# The day columns are 14 to 44 of an SI record; a receipt begins at RE.
LINES = """
create or replace table line as
with cut as (select rowid as place, string_split(text, ',') as f from raw),
     numbered as (select f, sum(case when f[1] = 'RE' then 1 else 0 end) over (order by place rows unbounded preceding) as receipt from cut)
select receipt::integer as receipt, f[4]::integer as code,
       list_sum(list_transform(range(31), lambda i: case when f[14 + i] <> '' then 1::bigint << i else 0 end))::uinteger as days,
       case when len(list_filter(f[14:44], lambda d: d <> '')) > 0
            then list_sum(list_transform(list_filter(f[14:44], lambda d: d <> ''), lambda d: d::integer))
            else greatest(f[7]::integer, 1) end::integer as times
  from numbered where f[1] = 'SI'
"""


def main():
    base = duckdb.connect()
    base.execute("set threads = 1")
    base.execute(f"create table pair_day as select * from read_csv('{folder}/day.csv', header=false, columns={{'a':'integer','b':'integer','claim':'integer'}})")
    base.execute(f"create table pair_month as select * from read_csv('{folder}/month.csv', header=false, columns={{'a':'integer','b':'integer','claim':'integer'}})")
    base.execute(f"create table most as select * from read_csv('{folder}/most.csv', header=false, columns={{'code':'integer','unit':'integer','most':'integer'}})")
    base.execute(f"create table line as select * from read_csv('{folder}/lines.csv', header=false, columns={{'receipt':'integer','code':'integer','days':'uinteger','times':'integer'}})")
    loaded, said = best(rounds, lambda: base.execute(EVALUATE).fetchall())
    write("loaded", said)

    def raw():
        text = subprocess.run(["iconv", "-f", "CP932", "-t", "UTF-8", f"{folder}/month.UKE", "-o", f"{folder}/month.txt"], check=True)
        assert text.returncode == 0
        base.execute(f"create or replace table raw as select * from read_csv('{folder}/month.txt', header=false, delim='\\x01', quote='', escape='', columns={{'text':'varchar'}})")
        base.execute(LINES)
        return base.execute(EVALUATE).fetchall()

    whole, said = best(max(1, rounds // 3), raw)
    write("raw", said)
    print(f"{loaded} {whole}")


def best(times, run):
    least, result = float("inf"), None
    for _ in range(times):
        start = cpu()
        result = run()
        least = min(least, cpu() - start)
    return least, result


def cpu():
    spent = time.process_time()
    import resource
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent + child.ru_utime + child.ru_stime


def write(name, said):
    with open(f"{folder}/{name}.txt", "w", encoding="utf-8") as out:
        out.write("\n".join(sorted({row[0] for row in said})) + "\n")


main()
