// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/alertmanager/events.h"

#include "models/base/clock.h"
#include "models/base/timetext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <map>

namespace wf::wire::alertmanager {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t longestLine = std::size_t{1} << 20;

// {"labels": [{"key", "value"}]} (0.33, 0.34), or a map (0.35), which may stand right there.
base::Labels labelsOf(const QJsonValue &value)
{
    const QJsonObject set = value.toObject();
    const QJsonValue inner = set[u"labels"_s];
    std::vector<base::Labels::Pair> pairs;
    if (inner.isArray()) {
        for (const auto &one : inner.toArray())
            pairs.emplace_back(one[u"key"_s].toString().toStdString(), one[u"value"_s].toString().toStdString());
        return base::Labels(std::move(pairs));
    }
    const QJsonObject map = inner.isObject() ? inner.toObject() : set;
    for (auto it = map.begin(); it != map.end(); ++it)
        if (it.value().isString())
            pairs.emplace_back(it.key().toStdString(), it.value().toString().toStdString());
    return base::Labels(std::move(pairs));
}

qint64 timeOf(const QJsonValue &value)
{
    bool ok = false;
    const qint64 ns = base::parseIsoTime(value.toString(), &ok);
    return ok && ns > 0 ? ns / base::nsPerMs * base::nsPerMs : 0;
}

// The alert of an event; an object without labels when the event is of another kind.
QJsonObject alertOf(const QJsonObject &data)
{
    if (data.contains(u"alertCreated"_s))
        return data[u"alertCreated"_s][u"alert"_s].toObject();
    for (const QString &kind : {u"alertGrouped"_s, u"alertResolved"_s})
        if (data.contains(kind))
            return data[kind][u"alert"_s][u"details"_s].toObject();
    return {};
}

class Collector {
public:
    explicit Collector(std::size_t most) : m_most(most) {}

    void take(std::string_view line)
    {
        const auto document =
            line.size() > longestLine
                ? QJsonDocument()
                : QJsonDocument::fromJson(QByteArray(line.data(), static_cast<qsizetype>(line.size())));
        const QJsonObject event = document.object();
        const QJsonObject data = event[u"data"_s].toObject();
        if (data.isEmpty()) {
            ++m_out.broken;
            return;
        }
        const QJsonObject alert = alertOf(data);
        const base::Labels labels = labelsOf(alert[u"labels"_s]);
        const qint64 startsNs = timeOf(alert[u"startsAt"_s]);
        if (labels.isEmpty() || startsNs == 0) {
            ++m_out.others;
            return;
        }
        ++m_out.events;
        const bool isOver = data.contains(u"alertResolved"_s) || alert[u"resolved"_s].toBool();
        add(event, alert, labels, startsNs, isOver);
    }

    [[nodiscard]] bool isFull() const { return m_firings.size() > m_most; }
    RecordedEvents taken()
    {
        for (auto &[key, firing] : m_firings)
            m_out.firings.push_back(std::move(firing));
        return std::move(m_out);
    }
    [[nodiscard]] const RecordedEvents &soFar() const { return m_out; }

private:
    void add(const QJsonObject &event, const QJsonObject &alert, const base::Labels &labels, qint64 startsNs,
             bool isOver)
    {
        auto &firing = m_firings[{startsNs, labels}];
        const qint64 recordedNs = timeOf(event[u"@timestamp"_s]);
        if (firing.recordedNs == 0) {
            firing.recordedNs = recordedNs;
            firing.instance = event[u"instance"_s].toString();
            firing.alert.labels = labels;
            firing.alert.startsNs = startsNs;
            firing.alert.fingerprint = u"%1"_s.arg(labels.fingerprint(), 16, 16, QLatin1Char('0'));
            firing.alert.annotations = labelsOf(alert[u"annotations"_s]);
        }
        const qint64 endsNs = timeOf(alert[u"endsAt"_s]);
        if (isOver && !firing.isOver) {
            firing.isOver = true;
            firing.alert.endsNs = endsNs > startsNs ? endsNs : recordedNs;
        } else if (!firing.isOver) {
            firing.alert.endsNs = std::max(firing.alert.endsNs, endsNs);
        }
    }

    std::size_t m_most;
    std::map<std::pair<qint64, base::Labels>, RecordedFiring> m_firings;
    RecordedEvents m_out;
};

} // namespace

base::Result<RecordedEvents> decodeEvents(std::string_view lines, const Limits &limits)
{
    if (lines.size() > limits.bytes)
        return tooLarge(Bound::Bytes, limits.bytes);
    Collector collector(limits.entries);
    for (std::size_t at = 0; at < lines.size();) {
        const std::size_t end = std::min(lines.find('\n', at), lines.size());
        const std::string_view line = lines.substr(at, end - at);
        at = end + 1;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos)
            continue;
        collector.take(line);
        if (collector.isFull())
            return tooLarge(Bound::Entries, limits.entries);
    }
    const auto &soFar = collector.soFar();
    if (soFar.events + soFar.others == 0 && soFar.broken > 0)
        return notUnderstood(u"no line of it is an event of Alertmanager's recorder"_s);
    return collector.taken();
}

} // namespace wf::wire::alertmanager
