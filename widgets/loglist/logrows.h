// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logbuffer.h"
#include "models/signals/parsedline.h"

#include <QStringList>

#include <functional>
#include <unordered_map>

namespace wf::widgets {

// How lines are read is told from outside: widgets know no formats.
struct LogReader {
    std::function<signals::LinePresentation(std::string_view line, const base::Labels &stream)> present;
    std::function<QString(const base::Labels &stream, const base::Labels &metadata)> service;
    // For an expanded line.
    struct Field {
        signals::ParsedField field;
        QString origin;       // "" = the line itself
        bool isLabel = false; // of the stream
    };
    std::function<std::vector<Field>(const signals::LogLine &)> fields;
};

// One line as text, ready to paint.
struct PreparedLine {
    QString time; // 02:02:28.781
    QString service;
    QString text; // controls made visible, capped
    std::vector<signals::LinePresentation::Span> values;
    std::vector<std::pair<int, int>> found; // begin, length of what is sought
    signals::LogLevel level = signals::LogLevel::Unknown;
};

// Only what is visible becomes text; a little of it is remembered.
class LogRows {
public:
    void setReader(LogReader reader);
    void setSought(const QStringList &texts);
    void setLines(signals::LogBuffer::Ptr lines);
    [[nodiscard]] const signals::LogBuffer &lines() const { return *m_lines; }
    [[nodiscard]] const signals::LogBuffer::Ptr &buffer() const { return m_lines; }
    [[nodiscard]] const LogReader &reader() const { return m_reader; }
    // Valid until the next call.
    [[nodiscard]] const PreparedLine &at(std::size_t line);
    [[nodiscard]] int prepared() const { return m_prepared; } // lines that were made into text, ever

private:
    [[nodiscard]] PreparedLine prepare(std::size_t line) const;
    LogReader m_reader;
    QStringList m_sought;
    signals::LogBuffer::Ptr m_lines = signals::LogBuffer::empty();
    std::unordered_map<std::size_t, PreparedLine> m_ready;
    int m_prepared = 0;
};

} // namespace wf::widgets
