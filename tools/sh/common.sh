# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
# What every ./dev command uses: talking, packages, building.

export WF_CACHE="${WF_CACHE:-$HOME/.cache/watchfloor}"
WF_JOBS="${WF_JOBS:-$(nproc)}"

say() { printf '\033[1m==\033[0m %s\n' "$*" >&2; }

die() { say "$*"; exit 1; }

# need_packages LIST…: installs what tools/packages/LIST.txt names and the machine lacks.
need_packages() {
  local missing=() list line
  if ! command -v dpkg-query >/dev/null; then
    say "no Debian package tools here; see docs/dependencies.md for what must be installed"
    return 0
  fi
  for list in "$@"; do
    while read -r line; do
      [[ -z "$line" || "$line" == \#* ]] && continue
      has_one_of "$line" || missing+=("$line")
    done <"tools/packages/$list.txt"
  done
  [[ ${#missing[@]} -eq 0 ]] && return 0
  install_packages "${missing[@]}"
}

# has_one_of a|b: is any of the alternatives installed?
has_one_of() {
  local package
  for package in ${1//|/ }; do
    [[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" == installed ]] && return 0
  done
  return 1
}

install_packages() {
  local as_root=() chosen=() line package answer
  if [[ $EUID -ne 0 ]]; then
    command -v sudo >/dev/null || die "missing: $* (no sudo here: install them as root)"
    as_root=(sudo)
    if [[ -z "${WF_YES:-}" ]]; then
      [[ -t 0 ]] || die "missing: $* (run again with --yes to install them)"
      read -r -p "Install $* with apt? [Y/n] " answer
      [[ "$answer" =~ ^([yYjJ].*|)$ ]] || die "not installed: $*"
    fi
  fi
  say "installing: $*"
  "${as_root[@]}" apt-get update -q >/dev/null || say "the package lists could not be refreshed"
  for line in "$@"; do
    for package in ${line//|/ }; do
      if apt-cache show "$package" >/dev/null 2>&1; then chosen+=("$package"); continue 2; fi
    done
    die "this distribution has none of: ${line//|/, }"
  done
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${chosen[@]}" >&2 ||
    die "apt could not install: ${chosen[*]}"
}

# build_preset PRESET [TARGET…]: configures when needed and builds.
build_preset() {
  local preset="$1"
  shift
  need_packages build
  if [[ ! -f "build/$preset/build.ninja" ]]; then
    say "configuring build/$preset"
    cmake --preset "$preset" >"$(build_log "$preset")" 2>&1 || { cat "$(build_log "$preset")" >&2; die "configuring failed"; }
  fi
  say "building $preset (${WF_JOBS} jobs)"
  cmake --build "build/$preset" -j "$WF_JOBS" ${@:+--target "$@"} || die "the $preset build failed"
}

build_log() {
  mkdir -p "build/$1"
  echo "build/$1/configure.log"
}

# The corpus lies beside the checkout; a worktree finds it beside the main checkout.
find_corpus() {
  local main
  [[ -n "${WF_CORPUS:-}" ]] && return 0
  main="$(dirname "$(git rev-parse --path-format=absolute --git-common-dir 2>/dev/null || echo "$PWD/.git")")"
  for candidate in "$PWD/../shared/data" "$main/../shared/data"; do
    if [[ -d "$candidate" ]]; then export WF_CORPUS="$(cd "$candidate" && pwd)"; return 0; fi
  done
  say "no corpus beside this checkout (../shared/data): the tests that need it will say so and skip"
}
