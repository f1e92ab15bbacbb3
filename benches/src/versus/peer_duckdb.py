# Asks DuckDB what the saved corpus is asked, on its exported tables, warm, and prints a line of JSON an answer.
# Arguments: folder, word. CPU seconds of the process, one thread.
import json, sys, time
import duckdb

folder, word = sys.argv[1:3]
db = duckdb.connect()
db.execute("set threads = 1")
db.execute(f"create table vocabulary as select * from '{folder}/vocabulary.parquet'")
db.execute(f"create table tokens as select document, position::bigint as position, word_id from '{folder}/tokens.parquet'")
node = db.execute("select word_id from vocabulary where word = ?", [word]).fetchone()[0]
first, second = (db.execute("select word_id from vocabulary where word = ?", [w]).fetchone() for w in ["坚持", "发展"])
QUESTIONS = {
    "collocate counts": f"""
        with nodes as (select document, position from tokens where word_id = {node}),
        beside as (
            select t.word_id, count(*) as n from nodes join tokens t
            on t.document = nodes.document and t.position between nodes.position - 5 and nodes.position + 5
            and t.position <> nodes.position group by t.word_id)
        select count(*) from beside where n >= 5""",
    "bigrams": """
        select sum(n) from (select word_id, next, count(*) as n from (
            select word_id, lead(word_id) over (partition by document order by position) as next from tokens)
        where next is not null group by word_id, next)""",
    "dispersion": "select count(*) from (select word_id, document, count(*) from tokens group by word_id, document)",
}
if first and second:
    QUESTIONS["gap query"] = f"""
        select count(distinct (a.document, a.position)) from tokens a join tokens b
        on a.document = b.document and b.position between a.position + 1 and a.position + 6
        where a.word_id = {first[0]} and b.word_id = {second[0]}"""
for work, question in QUESTIONS.items():
    answer = db.execute(question).fetchone()[0]
    start = time.process_time()
    db.execute(question).fetchone()
    print(json.dumps({"work": work, "answer": int(answer), "seconds": time.process_time() - start}))
