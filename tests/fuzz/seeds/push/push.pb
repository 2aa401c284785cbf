
0
{app="x", b="q\"\u00e4"}
line
kv