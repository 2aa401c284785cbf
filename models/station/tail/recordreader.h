// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logline.h"
#include "models/station/tail/tailsettings.h"
#include "models/wire/logtext/joinlines.h"
#include "models/wire/logtext/mask/masker.h"
#include "models/wire/logtext/readline.h"

#include <QTimeZone>

#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace wf::station::tail {

// Seconds east of UTC for local times, remembered by the hour. Not thread-safe.
class LocalZone {
public:
    explicit LocalZone(const QString &name); // empty: this machine's
    [[nodiscard]] int secondsEast(qint64 localSeconds);

private:
    QTimeZone m_zone;
    qint64 m_hour = std::numeric_limits<qint64>::min();
    int m_seconds = 0;
};

// Makes log lines of the records of one file: masked first, then read. Lines carry the stream labels filename,
// service_name and those of the group; metadata has what the line says of itself and what was done to it:
// wf_cut_bytes, wf_replaced_bytes. A line without a time has that of the line before, or of the file's last change; one
// that is minutes ahead of the clock has the clock's, and says its own in wf_written_time_ns.
class RecordReader {
public:
    RecordReader(const TailGroup &group, const std::string &path);

    [[nodiscard]] signals::LogLine read(wire::logtext::TextRecord record, const wire::logtext::Masker &masker,
                                        wire::logtext::Masker::Counts &counts, qint64 nowNs, qint64 fileChangedNs);
    // Of most lines so far; empty before the first.
    [[nodiscard]] QString format() const;

private:
    [[nodiscard]] const base::Labels &streamOf(const std::string &service);

    base::Labels m_labels; // filename and those of the group
    std::string m_ownService;
    LocalZone m_zone;
    std::map<std::string, base::Labels> m_streams; // by service
    std::array<qint64, 7> m_kinds{};
    qint64 m_lastNs = 0;
};

// "shop" for /srv/shop/log/out.log, "nginx" for /var/log/nginx/access.log, "syslog" for /var/log/syslog.
[[nodiscard]] std::string serviceOfPath(const std::string &path);

} // namespace wf::station::tail
