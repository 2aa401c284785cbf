// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wf::station::journal {

// One entry of the journal. Of a field that occurs several times the first counts.
struct JournalEntry {
    std::vector<std::pair<std::string, std::string>> fields; // values are bytes
    qint64 cutBytes = 0;                                     // left out because a value or the entry was too long
    [[nodiscard]] std::string_view value(std::string_view name) const;
};

// Reads the journal export format (systemd.io/JOURNAL_EXPORT_FORMATS) as it comes: fields as NAME=value lines, or NAME,
// a little-endian 64-bit length, the bytes and a line end; an empty line ends the entry. Holds one entry; what a field
// has beyond the bounds is skipped. Pure.
class JournalExportReader {
public:
    static constexpr std::size_t mostValueBytes = 256 * 1024;
    static constexpr std::size_t mostFields = 256;

    // Whole entries are appended to `out`.
    void feed(std::string_view bytes, std::vector<JournalEntry> &out);

private:
    enum class Expects { Name, Length, Value, EndOfValue };
    void takeLine(std::vector<JournalEntry> &out);
    void addField(std::string name, std::string value);

    Expects m_expects = Expects::Name;
    std::string m_text; // the line, length or value so far
    std::string m_name;
    quint64 m_left = 0;         // bytes of the value still to come
    qint64 m_skippedOfLine = 0; // of a line that is too long
    JournalEntry m_entry;
};

} // namespace wf::station::journal
