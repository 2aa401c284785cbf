# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
# The Halcyon world: real servers on this machine, filled by the shop simulator. Everything ends with this shell.
#
# WF_HALCYON_DAYS  days of history (2)        WF_HALCYON_SEED  which world (42)

HALCYON="$WF_CACHE/halcyon"
WATCHFLOOR="$PWD/build/release/bin/watchfloor"
SHOP="$PWD/build/release/bin/halcyon"

# Servers up, shop open, history being written; the window opens at once and the past arrives while it is used.
run_on_peers() {
  open_halcyon
  write_history &
  say "opening the console; closing it ends the servers"
  "$WATCHFLOOR" --environment-file "$HALCYON/environment.yaml" "$@" &
  wait $! # in the background, so that a signal to this shell is heeded at once
}

open_halcyon() {
  need_packages peers
  say "starting the servers (the first time some of them are built, which takes minutes)"
  trap close_halcyon EXIT
  trap 'exit 130' INT TERM HUP
  python3 tools/peers up --data "$HALCYON" --base-port auto --with-pid $$ ||
    say "some servers are missing; the console shows what can be had"
  eval "$(python3 tools/peers environment --shell --data "$HALCYON")"
  export XDG_STATE_HOME="$HALCYON/state" # a new world has no past of its own in the console's store
  export PATH="${PROMTOOL:+$(dirname "$PROMTOOL"):}$PATH"
  python3 tools/peers environment --data "$HALCYON" --objectives "$HALCYON/objectives" >"$HALCYON/environment.yaml"
  # The payment provider's bad rollout ended 25 minutes ago; the same moment for the past and the present.
  WORLD=(--seed "${WF_HALCYON_SEED:-42}" --story "payment@$(($(date +%s) - 1500))")
  say "opening the Halcyon shop"
  "$SHOP" write --rules "$PEERS_RULES" --objectives "$HALCYON/objectives" "${WORLD[@]}"
  [[ -n "$PROMETHEUS_URL" ]] && python3 -c 'import sys, urllib.request as r
r.build_opener(r.ProxyHandler({})).open(r.Request(sys.argv[1], method="POST"), timeout=10)' "$PROMETHEUS_URL/-/reload"
  setpriv --pdeathsig TERM "$SHOP" live --listen "127.0.0.1:0" --targets "$PEERS_TARGETS" \
    ${LOKI_URL:+--loki "$LOKI_URL"} ${OTLP_URL:+--otlp "$OTLP_URL"} "${WORLD[@]}" >"$HALCYON/shop.log" 2>&1 &
}

write_history() {
  setpriv --pdeathsig TERM "$SHOP" backfill --days "${WF_HALCYON_DAYS:-2}" ${PROMETHEUS_DATA:+--blocks "$PROMETHEUS_DATA"} \
    ${LOKI_URL:+--loki "$LOKI_URL"} ${OTLP_URL:+--otlp "$OTLP_URL"} "${WORLD[@]}" >"$HALCYON/history.log" 2>&1 ||
    say "the history is incomplete; see $HALCYON/history.log"
}

close_halcyon() {
  trap - EXIT
  local pid
  for pid in $(jobs -p); do kill "$pid" 2>/dev/null || true; done
  python3 tools/peers down --data "$HALCYON" --keep || true
}

# make_shots [NAME…]: the pictures of tools/shots.txt, or the named ones.
make_shots() {
  local name screen theme options failed=0
  open_halcyon
  say "writing the shop's history"
  write_history
  settle_halcyon
  mkdir -p docs/user/shots
  while read -r name screen theme options; do
    [[ -z "$name" || "$name" == \#* || ($# -gt 0 && " $* " != *" $name "*) ]] && continue
    # shellcheck disable=SC2086  # the options are words
    if QT_QPA_PLATFORM=offscreen "$WATCHFLOOR" shot --environment-file "$HALCYON/environment.yaml" --screen "$screen" \
      --theme "$theme" --size 1440x900 --out "docs/user/shots/$name.png" $options </dev/null; then
      say "docs/user/shots/$name.png"
    else
      say "$name could not be taken"
      failed=1
    fi
  done <tools/shots.txt
  return "$failed"
}

# Prometheus looks for new blocks once a minute; a restart finds them at once. Then alerts need their time to fire.
settle_halcyon() {
  local name
  name="$(python3 tools/peers environment --shell --data "$HALCYON" | sed -n 's/^PROMETHEUS_NAME=//p')"
  [[ -n "$name" ]] && python3 tools/peers restart "$name" --data "$HALCYON" >/dev/null
  say "letting the alerts settle for ${WF_HALCYON_SETTLE:-90} s"
  sleep "${WF_HALCYON_SETTLE:-90}"
}
