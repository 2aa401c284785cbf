// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/loglist/logrows.h"

#include "models/base/timetext.h"
#include "models/base/untrusted.h"

#include <algorithm>

namespace wf::widgets {

namespace {
constexpr std::size_t mostReady = 1024;
constexpr int longest = 16 * 1024;
} // namespace

void LogRows::setReader(LogReader reader)
{
    m_reader = std::move(reader);
    m_ready.clear();
}

void LogRows::setSought(const QStringList &texts)
{
    m_sought = texts;
    m_ready.clear();
}

void LogRows::setLines(signals::LogBuffer::Ptr lines)
{
    m_lines = lines ? std::move(lines) : signals::LogBuffer::empty();
    m_ready.clear();
}

const PreparedLine &LogRows::at(std::size_t line)
{
    if (const auto known = m_ready.find(line); known != m_ready.end())
        return known->second;
    if (m_ready.size() >= mostReady)
        m_ready.clear();
    ++m_prepared;
    return m_ready.emplace(line, prepare(line)).first->second;
}

PreparedLine LogRows::prepare(std::size_t number) const
{
    const auto line = m_lines->at(number);
    PreparedLine out;
    out.time = base::timeOfDayMs(line.timeNs);
    out.level = line.level;
    if (m_reader.service)
        out.service = base::visibleText(m_reader.service(*line.stream, signals::LogBuffer::unpack(line.metadata)), 64);
    signals::LinePresentation shown;
    if (m_reader.present)
        shown = m_reader.present(line.text, *line.stream);
    else
        shown.text = QString::fromUtf8(line.text.data(),
                                       static_cast<qsizetype>(std::min<std::size_t>(line.text.size(), longest)));
    out.text = base::visibleText(shown.text, longest);
    if (out.text.size() == shown.text.size())
        out.values = std::move(shown.values); // else the places are no longer right
    for (const auto &sought : m_sought)
        for (qsizetype at = out.text.indexOf(sought, 0, Qt::CaseInsensitive); at >= 0 && out.found.size() < 200;
             at = out.text.indexOf(sought, at + sought.size(), Qt::CaseInsensitive))
            out.found.emplace_back(static_cast<int>(at), static_cast<int>(sought.size()));
    return out;
}

} // namespace wf::widgets
