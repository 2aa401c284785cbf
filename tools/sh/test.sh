# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev test: builds the dev preset, runs the asked kinds, starts the real servers for peers, counts sentences.

PEERS_DATA="build/dev/peers"

run_tests() {
  local kinds=("$@") kind failed=0 verdict=0 reports=build/dev/reports
  [[ ${#kinds[@]} -eq 0 ]] && kinds=(all)
  [[ " ${kinds[*]} " == *" all "* ]] && kinds=(unit widget policy faults corpus peers)
  need_packages test
  [[ " ${kinds[*]} " == *" peers "* ]] && need_packages peers
  find_corpus
  build_preset dev
  rm -rf "$reports"
  mkdir -p "$reports"
  local labels="" with_peers=no
  for kind in "${kinds[@]}"; do
    case "$kind" in
      peers) with_peers=yes ;;
      unit | widget | policy | faults | corpus) labels+="${labels:+|}$kind" ;;
      *) die "no such kind of test: $kind" ;;
    esac
  done
  if [[ -n "$labels" ]]; then
    say "running: ${labels//|/, }"
    run_ctest "$reports/own.xml" -L "^($labels)\$" -LE '^peers$' -j 2 || failed=1
  fi
  if [[ "$with_peers" == yes ]]; then
    run_peer_tests "$reports/peers.xml" || failed=1
  fi
  python3 tools/summary.py "$reports" || verdict=$?
  # 2: all passed, but a peer test was skipped without the one excuse; .ci/run does not accept that.
  [[ "$verdict" == 1 || ("$verdict" == 2 && -n "${WF_PEERS_STRICT:-}") ]] && failed=1
  return "$failed"
}

# What failed beside other tests gets one second try alone; tools/summary.py names every program that needed it.
run_ctest() {
  local report="$1" failed=build/dev/Testing/Temporary/LastTestsFailed.log
  shift
  rm -f "$failed"
  ctest_into "$report" "$@" && return
  [[ -f "$failed" && $(wc -l <"$failed") -le 4 ]] || return 1
  say "failed: $(cut -d: -f2 "$failed" | xargs); once more, alone"
  ctest_into "${report%.xml}.second-try" --rerun-failed -j 1
}

ctest_into() {
  local report="$1"
  shift
  ctest --test-dir build/dev --output-on-failure --test-output-size-passed 4000000 --test-output-size-failed 4000000 \
    --output-junit "$PWD/$report" --no-tests=ignore "$@"
}

# Real servers on free ports; they end with this shell, whatever happens to it.
run_peer_tests() {
  local result=0
  say "starting the real servers (a first time builds some of them, which takes minutes)"
  python3 tools/peers down --data "$PEERS_DATA" || true
  python3 tools/peers up --set all --base-port auto --with-pid $$ --data "$PEERS_DATA" || true
  cp "$PEERS_DATA/peers.json" build/dev/reports/ 2>/dev/null || say "no servers could be started"
  WF_PEERS="$PWD/$PEERS_DATA/peers.json" run_ctest "$1" -L '^peers$' -j 2 || result=1
  python3 tools/peers down --data "$PEERS_DATA" || result=1
  return "$result"
}
