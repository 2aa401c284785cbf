// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/base/labels.h"
#include "models/station/config/configsection.h"
#include "models/wire/logtext/joinlines.h"
#include "models/wire/logtext/mask/masker.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace wf::station::tail {

// Where reading of a file begins that was there before anybody watched it. Files that appear later are read from their
// beginning, and known ones from where they were left.
enum class StartAt {
    Recent,    // the last `startBytes` of files written to within `startAge`, the end of older ones
    Beginning, // everything
    End,       // only what is written from now on
};

// Files of one kind.
struct TailGroup {
    QStringList include; // globs: * ? [a-z] within a name, ** for any number of folders
    QStringList exclude; // globs; one without "/" is compared with the name alone
    base::Labels labels; // added to every line
    QString service;     // of lines that name none; empty: from the path
    QString zone;        // of times written without one ("Europe/Berlin"); empty: this machine's
    StartAt start = StartAt::Recent;
    qint64 startBytes = qint64{4} << 20;
    qint64 startAgeNs = base::nsPerDay;
    qint64 mostLineBytes = 256 * 1024; // the rest of a longer line is left out and counted
    wire::logtext::JoinRules join;
};

// Section `logs` of the station's file:
//
//     logs:
//       enabled: true
//       machine: true                # /var/log and the usual servers' files, as far as they can be read
//       journal: true                # the systemd journal
//       files:
//         - include: [/srv/app/log/*.log, /srv/**/out.txt]
//           exclude: ["*.old"]
//           labels: {env: prod}
//           service: shop
//           zone: Europe/Berlin
//           start: recent            # or beginning, end
//           start_bytes: 4MiB
//           start_age: 1d
//           max_line: 256KiB
//           multiline: {stack_traces: true, indented: true, starts_with: "", max_lines: 1000, wait: 1s}
//       added_files: added-logs.json   # paths added by hand (config/addedlogs.h)
//       mask:
//         off: [phone]               # of email card iban phone token jwt aws_key github_token private_key password
//         on: [ip]
//         own: [{name: order, pattern: "H-[0-9]+", replacement: "[order]"}]
//       rescan: 3s
//       max_files: 10000
//       max_open: 256
struct TailSettings {
    bool isOn = true;
    bool watchesMachine = true;
    bool followsJournal = true;
    std::vector<TailGroup> groups;
    QString addedFile; // absolute; empty: none
    wire::logtext::MaskRules masks;
    qint64 rescanNs = 3 * base::nsPerSecond;
    int mostFiles = 10'000;
    int mostOpen = 256;
};

// `folder`: where relative paths start. Empty: nothing is added by hand.
[[nodiscard]] TailSettings readTailSettings(const ConfigSection &section, const QString &folder = {});

} // namespace wf::station::tail
