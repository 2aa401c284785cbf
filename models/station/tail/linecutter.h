// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/logtext/cleantext.h"
#include "models/wire/logtext/joinlines.h"

#include <string>
#include <string_view>
#include <vector>

namespace wf::station::tail {

// Cuts the bytes of one file into lines: ends are LF or CR LF; UTF-16 is told by its byte order mark; what a line has
// beyond the limit is left out and counted, and so are zero bytes in front of one (a file that was truncated under its
// writer begins with a hole). Holds at most the limit. Pure.
class LineCutter {
public:
    explicit LineCutter(qint64 mostBytes = 256 * 1024, qint64 begin = 0)
        : m_most(mostBytes / 2 * 2), m_begin(begin), m_at(begin)
    {
    }

    // The next bytes of the file, right behind the last ones. Whole lines are appended to `out`. Says how many bytes
    // were taken: half a character of UTF-16 and the beginning of a byte order mark wait for the rest.
    std::size_t feed(std::string_view bytes, std::vector<wire::logtext::TextLine> &out);
    // The line without an end, when the file has ended with it.
    void takePartial(std::vector<wire::logtext::TextLine> &out);
    [[nodiscard]] bool hasPartial() const { return m_at > m_begin; }
    [[nodiscard]] qint64 at() const { return m_at; } // of the next byte that is fed

    // Of a file that is read from the middle.
    void setEncoding(wire::logtext::TextEncoding encoding) { m_encoding = encoding; }

private:
    void keep(std::string_view bytes);
    void finish(std::vector<wire::logtext::TextLine> &out);
    [[nodiscard]] std::size_t endOfLine(std::string_view bytes) const;
    bool takeMark(std::string_view &bytes);

    qint64 m_most;
    qint64 m_begin; // of the open line
    qint64 m_at;
    std::string m_line;
    qint64 m_cut = 0;
    wire::logtext::TextEncoding m_encoding = wire::logtext::TextEncoding::Utf8;
};

} // namespace wf::station::tail
