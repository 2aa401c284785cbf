// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/propose/proposals.h"

#include "models/base/clock.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace wf::engine {

using namespace Qt::StringLiterals;
using Template = ObjectiveTemplate;
using signals::MetricType;
using signals::Objective;
using signals::SliKind;

namespace {

constexpr int mostOfAKind = 3;

QString tr(const char *text)
{
    return QCoreApplication::translate("Proposals", text);
}

bool hasWord(const ServiceMetric &m, const QStringList &words)
{
    return std::ranges::any_of(words, [&](const QString &word) { return m.name.contains(word, Qt::CaseInsensitive); });
}

// Where a metric says how something ended: the label, and the values that mean it failed, as a matcher.
struct Outcome {
    QString label;
    QString failed; // matcher of the failed ones
};
std::optional<Outcome> outcomeOf(const ServiceMetric &m)
{
    static const QStringList codes{u"code"_s, u"status_code"_s, u"http_status_code"_s, u"http_response_status_code"_s,
                                   u"status"_s};
    for (const QString &label : codes)
        if (std::ranges::any_of(m.labels.value(label), [](const QString &v) {
                return v.size() == 3 && v.front() >= u'1' && v.front() <= u'5' && v.at(1).isLetterOrNumber();
            }))
            return Outcome{label, label + u"=~\"5..\""_s};
    if (m.hasLabel(u"grpc_code"_s))
        return Outcome{u"grpc_code"_s,
                       u"grpc_code=~\"Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss\""_s};
    static const QStringList words{u"status"_s, u"result"_s, u"outcome"_s, u"state"_s, u"success"_s};
    static const QStringList bad{u"error"_s,    u"failed"_s,  u"failure"_s, u"fail"_s,
                                 u"rejected"_s, u"timeout"_s, u"invalid"_s, u"false"_s};
    for (const QString &label : words) {
        QStringList failed;
        for (const QString &value : m.labels.value(label))
            if (bad.contains(value.toLower()) && !value.contains(u'|'))
                failed << value;
        if (!failed.isEmpty())
            return Outcome{label, label + u"=~\""_s + failed.join(u'|') + u'"'};
    }
    return std::nullopt;
}

bool isGrpc(const ServiceMetric &m)
{
    return hasWord(m, {u"grpc"_s}) || m.hasLabel(u"grpc_code"_s) || m.hasLabel(u"rpc_grpc_status_code"_s);
}

// The bound of a histogram's buckets that comes nearest to what people call fast.
std::optional<QString> boundOf(const ServiceMetric &m, double wanted)
{
    std::optional<QString> best;
    double distance = 0;
    for (const QString &text : m.labels.value(u"le"_s)) {
        bool ok = false;
        const double value = text.toDouble(&ok);
        if (!ok || !std::isfinite(value) || value <= 0)
            continue;
        const double off = std::abs(std::log(value / wanted));
        if (!best || off < distance) {
            best = text;
            distance = off;
        }
    }
    return best;
}

class Proposer {
public:
    explicit Proposer(const ServiceMetrics &service) : m_service(service) {}

    std::vector<ObjectiveProposal> run()
    {
        for (const ServiceMetric &m : m_service.metrics)
            look(m);
        std::ranges::stable_sort(m_found, [](const Found &a, const Found &b) {
            return a.proposal.kind != b.proposal.kind ? a.proposal.kind < b.proposal.kind : a.series > b.series;
        });
        std::map<Template, int> taken;
        std::vector<ObjectiveProposal> out;
        for (Found &one : m_found)
            if (taken[one.proposal.kind]++ < mostOfAKind)
                out.push_back(std::move(one.proposal));
        return out;
    }

private:
    struct Found {
        ObjectiveProposal proposal;
        int series = 0;
    };

    void look(const ServiceMetric &m)
    {
        if (m.name.endsWith(u"_bucket"_s))
            return lookAtBuckets(m);
        if (m.type == MetricType::Gauge || m.type == MetricType::Unknown)
            lookAtGauge(m);
        if (m.name.endsWith(u"_total"_s) || (m.name.endsWith(u"_count"_s) && m.type != MetricType::Gauge))
            lookAtCounter(m);
    }

    void lookAtCounter(const ServiceMetric &m)
    {
        const auto outcome = outcomeOf(m);
        if (!outcome)
            return hasWord(m, {u"processed"_s, u"consumed"_s, u"ingested"_s}) ? addThroughput(m) : void();
        std::optional<Template> kind;
        if (isGrpc(m))
            kind = Template::GrpcAvailability;
        else if (hasWord(m, {u"command"_s}))
            kind = Template::CommandSuccess;
        else if (hasWord(m, {u"http"_s, u"request"_s}))
            kind = Template::HttpAvailability;
        else if (hasWord(m, {u"job"_s, u"task"_s, u"run"_s, u"batch"_s, u"workflow"_s}))
            kind = Template::JobSuccess;
        else if (hasWord(m, {u"check"_s, u"valid"_s, u"verif"_s, u"reconcil"_s}))
            kind = Template::Correctness;
        if (!kind)
            return;
        Objective o = made(*kind, m);
        o.badQuery = selector(m.name, outcome->failed);
        o.totalQuery = selector(m.name, {});
        add(*kind, m, std::move(o));
    }

    void lookAtBuckets(const ServiceMetric &m)
    {
        if (!hasWord(m, {u"duration"_s, u"latency"_s, u"seconds"_s, u"handling"_s, u"time"_s}))
            return;
        const bool isMillis = hasWord(m, {u"milliseconds"_s, u"_ms_"_s});
        const bool isEvent = hasWord(m, {u"event"_s, u"message"_s});
        const Template kind = isGrpc(m)                                              ? Template::GrpcLatency
                              : hasWord(m, {u"query"_s}) && !hasWord(m, {u"http"_s}) ? Template::QueryLatency
                              : isEvent                                              ? Template::EventDelay
                                                                                     : Template::HttpLatency;
        if (kind == Template::HttpLatency && !hasWord(m, {u"http"_s, u"request"_s, u"server"_s}))
            return;
        const auto bound = boundOf(m, (kind == Template::EventDelay ? 5 : 0.5) * (isMillis ? 1000 : 1));
        if (!bound)
            return;
        Objective o = made(kind, m);
        o.goodQuery = selector(m.name, u"le=\""_s + *bound + u'"');
        o.totalQuery = selector(m.name.chopped(7) + u"_count"_s, {});
        o.target = 0.99;
        o.description = tr("%1 within %2 %3").arg(templateDescription(kind), *bound, isMillis ? u"ms"_s : u"s"_s);
        add(kind, m, std::move(o));
    }

    void lookAtGauge(const ServiceMetric &m)
    {
        const bool isSeconds = m.name.endsWith(u"_seconds"_s) || m.unit == u"seconds"_s;
        if (hasWord(m, {u"last_success"_s, u"last_run"_s, u"last_update"_s, u"last_refresh"_s}) &&
            hasWord(m, {u"timestamp"_s, u"time"_s, u"seconds"_s}))
            return addThreshold(Template::Freshness, m, u"time() - max("_s + selector(m.name, {}) + u')', u"lte"_s,
                                3600);
        if (!isSeconds)
            return;
        if (hasWord(m, {u"projection"_s, u"read_model"_s}) && hasWord(m, {u"lag"_s, u"delay"_s, u"age"_s}))
            addThreshold(Template::ProjectionLag, m, u"max("_s + selector(m.name, {}) + u')', u"lte"_s, 10);
        else if (hasWord(m, {u"event"_s}) && hasWord(m, {u"lag"_s, u"delay"_s}))
            addThreshold(Template::EventDelay, m, u"max("_s + selector(m.name, {}) + u')', u"lte"_s, 30);
        else if (hasWord(m, {u"oldest"_s, u"queue_age"_s, u"queue_delay"_s, u"lag"_s, u"waiting"_s}))
            addThreshold(Template::QueueAge, m, u"max("_s + selector(m.name, {}) + u')', u"lte"_s, 60);
    }

    void addThroughput(const ServiceMetric &m)
    {
        addThreshold(Template::Throughput, m, u"sum(rate("_s + selector(m.name, {}) + u"[5m]))"_s, u"gt"_s, 0);
    }

    void addThreshold(Template kind, const ServiceMetric &m, const QString &query, const QString &op, double value)
    {
        Objective o = made(kind, m);
        o.kind = SliKind::Threshold;
        o.rawQuery = query;
        o.thresholdOp = op;
        o.thresholdValue = value;
        o.target = 0.99;
        add(kind, m, std::move(o));
    }

    [[nodiscard]] QString selector(const QString &name, const QString &matcher) const
    {
        QStringList all;
        for (const QString &one : {m_service.matcher, matcher})
            if (!one.isEmpty())
                all << one;
        return all.isEmpty() ? name : name + u'{' + all.join(u',') + u'}';
    }

    [[nodiscard]] Objective made(Template kind, const ServiceMetric &m) const
    {
        Objective o;
        o.service = m_service.title;
        o.name = tr("%1: %2").arg(m_service.title, templateName(kind));
        o.description = templateDescription(kind);
        o.target = 0.999;
        o.windowNs = 28 * base::nsPerDay;
        o.counter = true;
        o.id = idOf(m_service.title + u'-' + templateName(kind));
        Q_UNUSED(m);
        return o;
    }

    // A DNS label of RFC 1123, as OpenSLO wants names.
    static QString idOf(const QString &text)
    {
        QString out;
        for (const QChar c : text.toLower().left(63))
            out += (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') ? c : QChar(u'-');
        while (out.contains(u"--"_s))
            out.replace(u"--"_s, u"-"_s);
        while (out.endsWith(u'-'))
            out.chop(1);
        while (out.startsWith(u'-'))
            out.remove(0, 1);
        return out.isEmpty() ? u"objective"_s : out;
    }

    void add(Template kind, const ServiceMetric &m, Objective objective)
    {
        const auto same = std::ranges::count_if(
            m_found, [&](const Found &one) { return one.proposal.objective.id.startsWith(objective.id); });
        if (same > 0)
            objective.id = objective.id.left(60) + u'-' + QString::number(same + 1);
        m_found.push_back({{kind, m.name, std::move(objective)}, m.seriesCount});
    }

    const ServiceMetrics &m_service;
    std::vector<Found> m_found;
};

struct Words {
    Template kind;
    const char *name;
    const char *description;
};
constexpr std::array words{
    Words{Template::HttpAvailability, QT_TRANSLATE_NOOP("Proposals", "HTTP availability"),
          QT_TRANSLATE_NOOP("Proposals", "Requests that do not end with a 5xx")},
    Words{Template::HttpLatency, QT_TRANSLATE_NOOP("Proposals", "HTTP latency"),
          QT_TRANSLATE_NOOP("Proposals", "Requests answered")},
    Words{Template::GrpcAvailability, QT_TRANSLATE_NOOP("Proposals", "gRPC availability"),
          QT_TRANSLATE_NOOP("Proposals", "Calls that do not end with a fault of the server")},
    Words{Template::GrpcLatency, QT_TRANSLATE_NOOP("Proposals", "gRPC latency"),
          QT_TRANSLATE_NOOP("Proposals", "Calls answered")},
    Words{Template::Freshness, QT_TRANSLATE_NOOP("Proposals", "freshness"),
          QT_TRANSLATE_NOOP("Proposals", "Minutes in which the data is less than an hour old")},
    Words{Template::Throughput, QT_TRANSLATE_NOOP("Proposals", "throughput"),
          QT_TRANSLATE_NOOP("Proposals", "Minutes in which something is processed")},
    Words{Template::QueueAge, QT_TRANSLATE_NOOP("Proposals", "queue age"),
          QT_TRANSLATE_NOOP("Proposals", "Minutes in which nothing waits longer than a minute")},
    Words{Template::JobSuccess, QT_TRANSLATE_NOOP("Proposals", "job success"),
          QT_TRANSLATE_NOOP("Proposals", "Jobs that succeed")},
    Words{Template::Correctness, QT_TRANSLATE_NOOP("Proposals", "correctness"),
          QT_TRANSLATE_NOOP("Proposals", "Checks that find nothing wrong")},
    Words{Template::CommandSuccess, QT_TRANSLATE_NOOP("Proposals", "command success"),
          QT_TRANSLATE_NOOP("Proposals", "Commands that are carried out")},
    Words{Template::EventDelay, QT_TRANSLATE_NOOP("Proposals", "event delay"),
          QT_TRANSLATE_NOOP("Proposals", "Events handled in time")},
    Words{Template::QueryLatency, QT_TRANSLATE_NOOP("Proposals", "query latency"),
          QT_TRANSLATE_NOOP("Proposals", "Queries answered")},
    Words{Template::ProjectionLag, QT_TRANSLATE_NOOP("Proposals", "projection lag"),
          QT_TRANSLATE_NOOP("Proposals", "Minutes in which read models are up to date")},
};

const Words &wordsOf(Template kind)
{
    return *std::ranges::find(words, kind, &Words::kind);
}

} // namespace

QString templateName(Template kind)
{
    return tr(wordsOf(kind).name);
}

QString templateDescription(Template kind)
{
    return tr(wordsOf(kind).description);
}

const std::vector<Template> &allTemplates()
{
    static const std::vector<Template> all = [] {
        std::vector<Template> out;
        for (const Words &one : words)
            out.push_back(one.kind);
        return out;
    }();
    return all;
}

std::vector<ObjectiveProposal> proposals(const ServiceMetrics &service)
{
    return Proposer(service).run();
}

} // namespace wf::engine
