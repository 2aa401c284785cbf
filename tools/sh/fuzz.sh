# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev fuzz: builds tests/fuzz with libFuzzer and runs each target for a while.

run_fuzz() {
  need_packages clang
  find_corpus
  build_preset fuzz fuzz_targets
  local seconds="${WF_FUZZ_SECONDS:-60}" program name failed=0
  mkdir -p build/fuzz/findings
  for program in build/fuzz/bin/fuzz_*; do
    [[ -x "$program" ]] || die "there are no fuzz targets"
    name="$(basename "$program")"
    [[ $# -gt 0 && " $* " != *" ${name#fuzz_} "* && " $* " != *" $name "* ]] && continue
    fuzz_one "$program" "$name" "$seconds" || failed=1
  done
  return "$failed"
}

# Seeds: hand-made ones and the recorded exchanges of the product. The corpus a target collects stays in the cache, so that the next run begins where this one ended.
fuzz_one() {
  local program="$1" name="$2" seconds="$3" corpus="$WF_CACHE/fuzz/$2" seeds
  local folders=("$corpus")
  mkdir -p "$corpus"
  for seeds in "tests/fuzz/seeds/${name#fuzz_}" "${WF_CORPUS:-none}/api-fixtures/${name#fuzz_}"-*; do
    [[ -d "$seeds" ]] && folders+=("$seeds")
  done
  say "fuzzing $name for $seconds s"
  if UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 "$program" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=10 -max_len=65536 -print_final_stats=1 \
    -artifact_prefix="build/fuzz/findings/$name-" "${folders[@]}" >"build/fuzz/$name.log" 2>&1; then
    sed -n 's/^stat::number_of_executed_units: */  inputs tried: /p' "build/fuzz/$name.log"
  else
    grep -E "broken promise|^SUMMARY|^==.*ERROR|runtime error|Test unit written" "build/fuzz/$name.log" | head -5
    say "$name found something: build/fuzz/$name.log, build/fuzz/findings"
    return 1
  fi
}
