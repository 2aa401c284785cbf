// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/recordreader.h"

#include "models/wire/text.h"

#include <QDateTime>

#include <algorithm>

namespace wf::station::tail {

using wire::logtext::LineFacts;

namespace {

// More services than a file can sensibly have would make as many streams; further ones become metadata.
constexpr std::size_t mostServices = 50;
// Clocks differ by seconds. What is further ahead would hide its line behind everything to come, or have it refused.
constexpr qint64 mostAheadNs = 5 * base::nsPerMinute;

} // namespace

LocalZone::LocalZone(const QString &name)
    : m_zone(name.isEmpty() ? QTimeZone::systemTimeZone() : QTimeZone(name.toLatin1()))
{
}

int LocalZone::secondsEast(qint64 localSeconds)
{
    const qint64 hour = localSeconds / 3600;
    if (hour != m_hour) {
        m_hour = hour;
        const auto eastAt = [this](qint64 utcSeconds) {
            return m_zone.isValid() ? m_zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(utcSeconds, Qt::UTC)) : 0;
        };
        // The offset an hour's first second has, which is looked for by its own answer.
        m_seconds = eastAt(hour * 3600 - eastAt(hour * 3600));
    }
    return m_seconds;
}

std::string serviceOfPath(const std::string &path)
{
    std::string_view rest = path;
    const auto takeName = [&rest] {
        const auto slash = rest.rfind('/');
        const auto name = rest.substr(slash == std::string_view::npos ? 0 : slash + 1);
        rest = slash == std::string_view::npos ? std::string_view() : rest.substr(0, slash);
        return name;
    };
    const auto file = takeName();
    while (!rest.empty()) {
        const auto folder = takeName();
        if (folder == "log" || folder == "logs")
            continue;
        const bool isOfSystem =
            rest.empty() || folder == "var" || folder == "tmp" || folder == "srv" || folder == "opt";
        if (!isOfSystem)
            return std::string(folder);
        break;
    }
    const auto plain = file.substr(0, file.find('.'));
    return std::string(plain.empty() ? file : plain);
}

RecordReader::RecordReader(const TailGroup &group, const std::string &path)
    : m_labels(group.labels.with("filename", path)),
      m_ownService(group.service.isEmpty() ? serviceOfPath(path) : group.service.toStdString()),
      m_zone(group.zone)
{
}

const base::Labels &RecordReader::streamOf(const std::string &service)
{
    const auto known = m_streams.find(service);
    if (known != m_streams.end())
        return known->second;
    return m_streams.emplace(service, m_labels.with("service_name", service)).first->second;
}

QString RecordReader::format() const
{
    const auto most = std::ranges::max_element(m_kinds);
    if (*most == 0)
        return {};
    return wire::toQString(wire::logtext::lineKindName(static_cast<wire::logtext::LineKind>(most - m_kinds.begin())));
}

signals::LogLine RecordReader::read(wire::logtext::TextRecord record, const wire::logtext::Masker &masker,
                                    wire::logtext::Masker::Counts &counts, qint64 nowNs, qint64 fileChangedNs)
{
    masker.mask(record.text, counts);
    LineFacts facts =
        wire::logtext::readLine(record.text, {nowNs, [this](qint64 local) { return m_zone.secondsEast(local); }});
    ++m_kinds.at(static_cast<std::size_t>(facts.kind));
    signals::LogLine out;
    auto metadata = std::move(facts.details);
    const auto note = [&metadata](const char *name, qint64 value) {
        if (value > 0)
            metadata.emplace_back(name, std::to_string(value));
    };
    note("wf_cut_bytes", record.cutBytes);
    note("wf_replaced_bytes", record.replaced);
    const bool isAhead = facts.timeNs && *facts.timeNs > nowNs + mostAheadNs;
    if (isAhead)
        note("wf_written_time_ns", *facts.timeNs);
    if (facts.timeNs && !isAhead)
        m_lastNs = *facts.timeNs;
    out.timeNs = m_lastNs > 0 ? m_lastNs : std::min(nowNs, fileChangedNs);
    if (isAhead)
        out.timeNs = nowNs;
    const bool isNew = !facts.service.empty() && !m_streams.contains(facts.service);
    if (isNew && m_streams.size() >= mostServices) {
        metadata.emplace_back("service", facts.service);
        facts.service.clear();
    }
    out.stream = streamOf(facts.service.empty() ? m_ownService : facts.service);
    out.metadata = base::Labels(std::move(metadata));
    out.level = facts.level;
    out.traceId = wire::toQString(facts.traceId);
    out.text = std::move(record.text);
    return out;
}

} // namespace wf::station::tail
