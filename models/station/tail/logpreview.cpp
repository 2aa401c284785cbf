// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/logpreview.h"

#include "models/station/tail/machinelogs.h"
#include "models/station/tail/paths/folderlist.h"
#include "models/station/tail/paths/openfile.h"
#include "models/station/tail/recordreader.h"
#include "models/wire/logtext/cleantext.h"

#include <algorithm>

#include <unistd.h>

namespace wf::station::tail {

namespace {

constexpr qint64 readBytes = 64 * 1024; // of the newest file, from its end
constexpr std::size_t mostUnreadable = 20;
constexpr std::size_t mostShown = 8;
constexpr std::size_t longestShown = 2000;

std::vector<std::string> utf8(const QStringList &texts)
{
    std::vector<std::string> out;
    for (const QString &text : texts)
        out.push_back(text.toStdString());
    return out;
}

// Whole lines; the first one only where it begins in what was read.
std::vector<std::string> lastLines(const OpenFile &file, qint64 size)
{
    const qint64 from = std::max<qint64>(0, size - readBytes);
    std::string text(static_cast<std::size_t>(std::min(size, readBytes)), '\0');
    const auto got = pread(file.fd(), text.data(), text.size(), from);
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    if (const auto end = text.find('\n'); from > 0 && end != std::string::npos)
        text.erase(0, end + 1);
    std::vector<std::string> out;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        auto line = text.substr(begin, end - begin);
        begin = end + 1;
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        if (line.empty())
            continue;
        wire::logtext::makeValidUtf8(line);
        out.push_back(std::move(line));
    }
    return out;
}

wire::logtext::Masker maskerOf(const TailSettings &settings)
{
    if (auto masker = wire::logtext::Masker::create(settings.masks))
        return std::move(*masker);
    return std::move(wire::logtext::Masker::create()).value();
}

void readNewest(LogPreview &out, const TailGroup &group, const TailSettings &settings, qint64 nowNs)
{
    const OpenFile file(out.newest.toStdString());
    const auto info = file.info();
    if (!info)
        return;
    RecordReader reader(group, out.newest.toStdString());
    const auto masker = maskerOf(settings);
    wire::logtext::Masker::Counts counts;
    std::vector<signals::LogLine> lines;
    for (auto &text : lastLines(file, info->size)) {
        wire::logtext::TextRecord record;
        record.text = std::move(text);
        lines.push_back(reader.read(std::move(record), masker, counts, nowNs, info->changedNs));
    }
    out.format = reader.format();
    if (lines.empty())
        return;
    if (const qint64 ns = lines.back().timeNs - lines.front().timeNs; ns > 0)
        out.linesPerSecond = static_cast<double>(lines.size() - 1) * base::nsPerSecond / static_cast<double>(ns);
    for (std::size_t i = lines.size() - std::min(lines.size(), mostShown); i < lines.size(); ++i)
        out.lines << QString::fromUtf8(lines[i].text.data(),
                                       static_cast<qsizetype>(std::min(lines[i].text.size(), longestShown)));
}

} // namespace

LogPreview previewLogs(const TailGroup &group, const TailSettings &settings, qint64 nowNs, const std::stop_token &stop)
{
    LogPreview out;
    const auto expanded =
        expandGlobs(utf8(group.include), utf8(group.exclude), static_cast<std::size_t>(settings.mostFiles));
    out.isCut = expanded.isCut;
    for (const auto &path : expanded.unreadable)
        if (out.unreadable.size() < mostUnreadable)
            out.unreadable.push_back(explained(path));
    for (const std::string &path : expanded.files) {
        if (stop.stop_requested())
            return out;
        const auto info = infoOf(path);
        if (!info || isCompressedName(path))
            continue;
        ++out.files;
        out.bytes += info->size;
        if (info->changedNs >= out.changedNs) {
            out.changedNs = info->changedNs;
            out.newest = QString::fromStdString(path);
        }
    }
    if (!out.newest.isEmpty())
        readNewest(out, group, settings, nowNs);
    return out;
}

} // namespace wf::station::tail
