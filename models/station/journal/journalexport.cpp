// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/journal/journalexport.h"

#include <algorithm>

namespace wf::station::journal {

namespace {
constexpr std::size_t mostNameBytes = 64; // systemd's own bound
constexpr std::size_t mostLineBytes = JournalExportReader::mostValueBytes + mostNameBytes + 1;
} // namespace

std::string_view JournalEntry::value(std::string_view name) const
{
    const auto known = std::ranges::find(fields, name, &std::pair<std::string, std::string>::first);
    return known == fields.end() ? std::string_view() : std::string_view(known->second);
}

void JournalExportReader::addField(std::string name, std::string value)
{
    if (name.empty() || name.size() > mostNameBytes || m_entry.fields.size() >= mostFields) {
        m_entry.cutBytes += static_cast<qint64>(value.size());
        return;
    }
    m_entry.fields.emplace_back(std::move(name), std::move(value));
}

void JournalExportReader::takeLine(std::vector<JournalEntry> &out)
{
    const std::string line = std::exchange(m_text, {});
    m_entry.cutBytes += std::exchange(m_skippedOfLine, 0);
    if (line.empty()) {
        if (!m_entry.fields.empty())
            out.push_back(std::exchange(m_entry, {}));
        return;
    }
    const auto equals = line.find('=');
    if (equals == std::string::npos) {
        m_name = line;
        m_expects = Expects::Length;
    } else {
        addField(line.substr(0, equals), line.substr(equals + 1));
    }
}

void JournalExportReader::feed(std::string_view bytes, std::vector<JournalEntry> &out)
{
    while (!bytes.empty()) {
        switch (m_expects) {
        case Expects::Name: {
            const auto end = bytes.find('\n');
            const auto piece = bytes.substr(0, end);
            const std::size_t room = mostLineBytes - std::min(mostLineBytes, m_text.size());
            m_text.append(piece.substr(0, room));
            m_skippedOfLine += static_cast<qint64>(piece.size() - std::min(piece.size(), room));
            bytes.remove_prefix(std::min(bytes.size(), piece.size() + 1));
            if (end != std::string_view::npos)
                takeLine(out);
            break;
        }
        case Expects::Length: {
            const auto piece = bytes.substr(0, 8 - m_text.size());
            m_text.append(piece);
            bytes.remove_prefix(piece.size());
            if (m_text.size() < 8)
                break;
            m_left = 0;
            for (std::size_t i = 8; i-- > 0;)
                m_left = m_left << 8 | static_cast<unsigned char>(m_text[i]);
            m_text.clear();
            m_expects = m_left > 0 ? Expects::Value : Expects::EndOfValue;
            break;
        }
        case Expects::Value: {
            const auto piece = bytes.substr(0, static_cast<std::size_t>(std::min<quint64>(m_left, bytes.size())));
            const std::size_t room = mostValueBytes - std::min(mostValueBytes, m_text.size());
            m_text.append(piece.substr(0, room));
            m_entry.cutBytes += static_cast<qint64>(piece.size() - std::min(piece.size(), room));
            m_left -= piece.size();
            bytes.remove_prefix(piece.size());
            if (m_left == 0)
                m_expects = Expects::EndOfValue;
            break;
        }
        case Expects::EndOfValue:
            addField(std::exchange(m_name, {}), std::exchange(m_text, {}));
            bytes.remove_prefix(1);
            m_expects = Expects::Name;
            break;
        }
    }
}

} // namespace wf::station::journal
