// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/bundle/bundlequestions.h"
#include "models/engine/bundle/takebundle_p.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostSamples = 5'000'000;
constexpr std::size_t mostEach = 500;              // series of one selector
constexpr std::size_t mostWhole = 5'000;           // series that are asked for although only some are kept
constexpr qsizetype mostTraced = 8;                // services
constexpr qint64 onsetNs = 15 * base::nsPerMinute; // so long before its first alert it may have begun

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::BundleTaker", text);
}

// What to ask so that little more than `room` of these series come: those of the instances that alarm first. Empty:
// they cannot be had apart.
QString someOf(const QString &selector, std::vector<base::Labels> series, std::size_t room,
               const SubjectRules &subjects, const Incident &incident)
{
    if (series.size() <= room)
        return selector;
    for (const QString &label : subjects.instance) {
        const std::string name = label.toStdString();
        if (!std::ranges::all_of(series, [&name](const auto &one) { return one.has(name); }))
            continue;
        std::ranges::stable_partition(series, [&](const base::Labels &one) {
            return std::ranges::any_of(incident.alerts, [text = one.text(name)](const IncidentAlert &alert) {
                return !alert.instance.isEmpty() && alert.instance == text;
            });
        });
        QStringList values;
        for (std::size_t i = 0; i < std::min(room, series.size()); ++i)
            if (const QString value = series[i].text(name); !values.contains(value))
                values << value;
        return narrowed(selector, label, values);
    }
    return series.size() <= mostWhole ? selector : QString();
}

} // namespace

void KeptTraces::take(const signals::Trace &trace)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_seen.insert(trace.traceId.toStdString()).second)
        return;
    if (m_traces.size() >= m_most || m_spans + trace.spans.size() > m_mostSpans)
        return;
    m_spans += trace.spans.size();
    m_traces.push_back(trace);
}

std::pair<std::vector<signals::Trace>, qint64> KeptTraces::taken()
{
    const std::scoped_lock lock(m_mutex);
    return {std::exchange(m_traces, {}), static_cast<qint64>(m_seen.size())};
}

// One source, selector after selector: the most telling ones have the room.
class SeriesWalk : public std::enable_shared_from_this<SeriesWalk> {
public:
    using RoundPtr = std::shared_ptr<BundleTaker::Round>;
    SeriesWalk(RoundPtr round, sources::MetricSource &source, QStringList selectors)
        : m_round(std::move(round)), m_source(source), m_selectors(std::move(selectors))
    {
    }
    void next();

private:
    void look(const QString &selector, std::vector<base::Labels> series);
    void take(const signals::QueryAnswer &answer);
    [[nodiscard]] std::size_t room() const
    {
        const auto most = static_cast<std::size_t>(std::max(0, m_round->wishes.mostSeries));
        const std::size_t has = m_round->bundle->series.size();
        return m_round->samples >= mostSamples || has >= most ? 0 : std::min(mostEach, most - has);
    }

    RoundPtr m_round;
    sources::MetricSource &m_source;
    QStringList m_selectors;
};

void SeriesWalk::next()
{
    if (m_selectors.isEmpty()) {
        m_round->done();
        return;
    }
    const QString selector = m_selectors.takeFirst();
    m_round->requests.push_back(
        m_source.series({selector}, m_round->range(),
                        [self = shared_from_this(), selector](base::Result<std::vector<base::Labels>> found) {
                            if (found)
                                self->look(selector, std::move(*found));
                            else {
                                self->m_round->failed(self->m_source.state().name, found.error());
                                self->next();
                            }
                        }));
}

void SeriesWalk::look(const QString &selector, std::vector<base::Labels> series)
{
    std::erase_if(series, [this](const auto &one) { return !m_round->knownSeries.insert(one).second; });
    const QString wanted = series.empty() || room() == 0
                               ? QString()
                               : someOf(selector, std::move(series), room(), m_round->subjects, m_round->incident);
    if (wanted.isEmpty())
        return next();
    const auto range = m_round->range();
    const QString expr = u"%1[%2s]"_s.arg(wanted).arg(std::max<qint64>(1, range.lengthNs() / base::nsPerSecond));
    m_round->requests.push_back(m_source.queryInstant(
        expr, range.endNs, [self = shared_from_this()](const base::Result<signals::QueryAnswerPtr> &answer) {
            if (answer)
                self->take(**answer);
            else
                self->m_round->failed(self->m_source.state().name, answer.error());
            self->next();
        }));
}

void SeriesWalk::take(const signals::QueryAnswer &answer)
{
    auto &kept = m_round->bundle->series;
    const std::size_t most = kept.size() + room();
    for (const auto &series : answer.series) {
        const bool isKept = std::ranges::find(kept, series.labels, &signals::RawSeries::labels) != kept.end();
        if (kept.size() >= most || isKept || series.timesMs.empty())
            continue;
        m_round->samples += static_cast<qint64>(series.size());
        kept.push_back({series.labels, series.timesMs, series.values, {}, {}, {}, {}});
    }
    if (!answer.histograms.empty())
        m_round->failed(m_source.state().name, base::makeError(base::ErrorKind::Unsupported,
                                                               say("native histograms are not kept in bundles.")));
}

void BundleTaker::askSeries(const std::shared_ptr<Round> &round) const
{
    const QStringList selectors = bundleSelectors(round->bundle->rules, *m_parts.services.snapshot(), round->around);
    for (auto *source : m_parts.sources.metrics) {
        ++round->open;
        std::make_shared<SeriesWalk>(round, *source, selectors)->next();
        round->expect(source->metadata([round](auto families) { // what cannot be told is no loss
            if (families)
                std::ranges::move(*families, std::back_inserter(round->bundle->families));
            round->done();
        }));
    }
}

void BundleTaker::askLines(const std::shared_ptr<Round> &round) const
{
    const auto range = round->range();
    const int most = std::max(2, round->wishes.mostLines);
    sources::RangeQuery count;
    count.expr = u"sum(count_over_time(%1[%2s]))"_s.arg(bundleLines(round->around, false))
                     .arg(std::max<qint64>(1, range.lengthNs() / base::nsPerSecond));
    count.range = {range.endNs, range.endNs};
    count.stepNs = base::nsPerMinute;
    sources::LogQuery worse{bundleLines(round->around, true), range, most / 2, sources::LogDirection::Forward};
    sources::LogQuery all{bundleLines(round->around, false),
                          {std::max(range.startNs, round->incident.openedNs - onsetNs), range.endNs},
                          most - most / 2,
                          sources::LogDirection::Forward};
    for (auto *source : m_parts.sources.logs) {
        for (const auto &query : {worse, all})
            round->expect(source->query(query, [round](base::Result<signals::LogAnswer> answer) {
                if (!answer)
                    round->failed(say("Logs"), answer.error());
                else
                    std::ranges::move(answer->lines, std::back_inserter(round->bundle->lines));
                round->done();
            }));
        round->expect(source->queryRange(count, [round](const base::Result<signals::QueryAnswerPtr> &answer) {
            if (answer)
                for (const auto &series : (*answer)->series)
                    if (!series.values.empty()) {
                        round->areLinesCounted = true;
                        round->allLines += static_cast<qint64>(series.values.back());
                    }
            round->done();
        }));
    }
}

void BundleTaker::askTraces(const std::shared_ptr<Round> &round) const
{
    const auto range = round->range();
    const qint64 onset = std::max(range.startNs, round->incident.openedNs - onsetNs);
    const auto ask = [&round](sources::TraceSource *source, const QString &service, base::TimeRange within,
                              const base::Labels &tags, int limit) {
        sources::TraceQuery query;
        query.service = service;
        query.range = within;
        query.tags = tags;
        query.limit = limit;
        query.matches = [kept = round->traces](const signals::Trace &trace) {
            kept->take(trace);
            return true;
        };
        round->expect(source->search(query, [round](const base::Result<signals::TraceAnswer> &answer) {
            if (!answer)
                round->failed(say("Traces"), answer.error());
            round->done();
        }));
    };
    const QStringList services = round->incident.services.first(std::min(mostTraced, round->incident.services.size()));
    for (auto *source : m_parts.sources.traces)
        for (const QString &service : services) {
            ask(source, service, {onset, range.endNs}, base::Labels{{"error", "true"}}, 30);
            ask(source, service, {onset, range.endNs}, {}, 20);
            ask(source, service, {range.startNs, onset}, {}, 20);
        }
}

} // namespace wf::engine
