// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/rotated/rotatedreader.h"

#include "models/station/tail/linecutter.h"
#include "models/station/tail/paths/folderlist.h"
#include "models/station/tail/paths/openfile.h"
#include "models/station/tail/recordreader.h"
#include "models/station/tail/rotated/unpacker.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::station::tail {

namespace {

// Lines of one file as they come, until there are enough.
class Gathering {
public:
    Gathering(const RotatedFile &file, const std::string &path, const TailGroup &group,
              const wire::logtext::Masker &masker, base::TimeRange range, std::size_t most)
        : m_file(file),
          m_masker(masker),
          m_range(range),
          m_most(most),
          m_reader(group, path),
          m_cutter(group.mostLineBytes),
          m_joiner(group.join)
    {
    }

    // The bytes that wait for more are kept.
    void feed(std::string_view bytes)
    {
        m_rest.append(bytes);
        m_rest.erase(0, m_cutter.feed(m_rest, m_lines));
        takeLines();
    }
    void end()
    {
        m_cutter.takePartial(m_lines);
        takeLines();
        if (auto record = m_joiner.take())
            take(std::move(*record));
    }
    [[nodiscard]] bool isFull() const { return m_answer.completeness.truncated; }
    [[nodiscard]] signals::LogAnswer answer()
    {
        std::ranges::stable_sort(m_answer.lines, {}, &signals::LogLine::timeNs);
        return std::move(m_answer);
    }
    signals::LogAnswer &unfinished() { return m_answer; }

private:
    void takeLines()
    {
        for (auto &line : m_lines)
            if (auto record = m_joiner.add(std::move(line), 0))
                take(std::move(*record));
        m_lines.clear();
    }
    void take(wire::logtext::TextRecord record)
    {
        if (isFull())
            return;
        // Times without a year are those of the file, not of today.
        auto line = m_reader.read(std::move(record), m_masker, m_counts, m_file.changedNs, m_file.changedNs);
        if (!m_range.contains(line.timeNs))
            return;
        if (m_answer.lines.size() >= m_most)
            m_answer.completeness.truncated = true;
        else
            m_answer.lines.push_back(std::move(line));
    }

    const RotatedFile &m_file;
    const wire::logtext::Masker &m_masker;
    base::TimeRange m_range;
    std::size_t m_most;
    RecordReader m_reader;
    LineCutter m_cutter;
    wire::logtext::LineJoiner m_joiner;
    wire::logtext::Masker::Counts m_counts;
    std::string m_rest;
    std::vector<wire::logtext::TextLine> m_lines;
    signals::LogAnswer m_answer;
};

} // namespace

std::vector<RotatedFile> rotatedFilesOf(const std::string &path)
{
    std::vector<RotatedFile> out;
    for (const std::string &name : rotatedNames(path))
        if (const auto info = infoOf(name))
            out.push_back({name, info->size, info->changedNs, isCompressedName(name)});
    std::ranges::sort(out, std::greater<>(), &RotatedFile::changedNs);
    return out;
}

base::Result<signals::LogAnswer> readRotated(const RotatedFile &file, const std::string &path, const TailGroup &group,
                                             const wire::logtext::Masker &masker, base::TimeRange range,
                                             const RotatedLimits &limits, std::stop_token stop)
{
    auto unpacker = Unpacker::open(file.path);
    if (!unpacker)
        return unpacker.error();
    Gathering gathering(file, path, group, masker, range, limits.lines);
    qint64 unpacked = 0;
    while (!gathering.isFull()) {
        if (stop.stop_requested())
            return base::makeError(base::ErrorKind::Cancelled, QString());
        const auto bytes = (*unpacker)->next();
        if (!bytes) {
            // What was read until then is told, and that it is not all.
            gathering.unfinished().completeness.partial = true;
            gathering.unfinished().completeness.notes << bytes.error().summary;
            break;
        }
        if (bytes->empty())
            break;
        gathering.feed(*bytes);
        unpacked += static_cast<qint64>(bytes->size());
        if (unpacked > limits.unpackedBytes)
            return base::makeError(base::ErrorKind::TooLarge,
                                   QCoreApplication::translate("wf::station::tail", "%1 unpacks to more than %2 MiB.")
                                       .arg(QString::fromStdString(file.path))
                                       .arg(limits.unpackedBytes >> 20));
    }
    gathering.end();
    return gathering.answer();
}

} // namespace wf::station::tail
