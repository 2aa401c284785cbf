# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
# ./dev package: the .deb, and with --verify a clean Debian in a folder that installs and starts it.

make_package() {
  need_packages package
  build_preset release
  say "packing"
  rm -f build/release/*.deb
  (cd build/release && cpack -G DEB >cpack.log 2>&1) || { cat build/release/cpack.log >&2; die "packing failed"; }
  local package
  package="$(ls build/release/watchfloor_*.deb)"
  dpkg-deb -I "$package" | sed -n 's/^ \(Depends\|Version\|Architecture\|Installed-Size\):/  \1:/p'
  if [[ "${1:-}" == --verify ]]; then verify_package "$package"; fi
  echo "$package"
}

verify_package() {
  [[ $EUID -eq 0 ]] || die "--verify makes a clean Debian and needs root"
  need_packages verify
  local clean="$WF_CACHE/debian" root status=0
  if [[ ! -e "$clean/.complete" ]]; then
    say "making a clean Debian in $clean"
    rm -rf "$clean"
    debootstrap --variant=minbase "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$clean" >"$WF_CACHE/debootstrap.log" ||
      die "that failed; see $WF_CACHE/debootstrap.log"
    touch "$clean/.complete"
  fi
  root="$(mktemp -d)"
  cp -a --reflink=auto "$clean/." "$root/"
  cp "$1" "$root/watchfloor.deb"
  cp /etc/resolv.conf "$root/etc/" 2>/dev/null || true
  cp /etc/apt/apt.conf.d/*proxy* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
  say "installing the package in a clean Debian and starting it"
  chroot "$root" sh -euc '
    apt-get update -q >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends /watchfloor.deb >/install.log 2>&1 ||
      { tail -20 /install.log; exit 1; }
    watchfloor --version
    export QT_QPA_PLATFORM=offscreen HOME=/root XDG_RUNTIME_DIR=/run/watchfloor
    mkdir -m 700 /run/watchfloor
    # Nothing answers there: the window must open and stay all the same.
    printf "%s\n" "name: Verify" "sources:" "  - {id: prometheus, name: Prometheus, kind: metrics, url: \"http://127.0.0.1:9\"}" >/verify.yaml
    status=0
    timeout --preserve-status -s TERM 8 watchfloor --environment-file /verify.yaml >/start.log 2>&1 || status=$?
    [ $status -eq 143 ] || [ $status -eq 0 ] || { tail -20 /start.log; exit 1; }
    apt-get remove -y -q watchfloor >/remove.log 2>&1
    [ ! -e /usr/bin/watchfloor ]' || status=$?
  rm -rf --one-file-system "$root"
  [[ $status -eq 0 ]] || die "the package does not install and start on a clean Debian"
  say "it installs, starts and goes away again"
}
