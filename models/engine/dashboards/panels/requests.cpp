// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/panels/requests.h"

#include "models/engine/dashboards/grammar/metricunits.h"
#include "models/engine/dashboards/grammar/promtext.h"
#include "models/engine/dashboards/panels/bytype.h"

#include <QRegularExpression>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::MetricType;

namespace {

// One thing that is requested, in the metrics that tell of it.
struct Group {
    QString name;      // stem, for titles
    QString count;     // counter of requests; of a native histogram without one the histogram itself
    QString bucket;    // classic histogram
    QString native;    // native histogram (no buckets of its own name)
    QString quantiles; // summary
    double divisor = 1;
    bool outbound = false;
    int rank = 0; // smaller is shown first
};

const QRegularExpression &durationStem()
{
    static const QRegularExpression re(
        u"(^|[_.:])(http|grpc|rpc|request|requests|server|handler|handling|api|call|calls|endpoint|operation|operations|client|spanmetrics)([_.:]|$)"_s);
    return re;
}

// What machines, runtimes and scrapers count is no request to the service.
bool isMachinery(const QString &name)
{
    static const QRegularExpression re(
        u"^(node|container|kube|kubelet|machine|process|go|jvm|python|nodejs|promhttp|net_conntrack|scrape|prometheus_(tsdb|sd|engine|rule|target|remote))[_.:]"_s);
    return re.match(name).hasMatch();
}

const QRegularExpression &outboundName()
{
    static const QRegularExpression re(u"(^|[_.])(client|clients|outbound|upstream|egress|downstream_call|db|sql|"
                                       u"database|redis|memcached|kafka|amqp|s3|"
                                       "external|dependency|provider|remote|psp)([_.]|$)"_s);
    return re;
}

// What a server does within itself, however long it takes, is no request.
bool isInternal(const QString &stem)
{
    static const QRegularExpression re(
        u"(^|[_.])(fsync|compaction|compact|snapshot|flush|gc|commit|marshalling|rebalance|backup|defrag|maintenance|"
        u"checkpoint|replay|vacuum|tsdb|scrape)([_.]|$)"_s);
    return re.match(stem).hasMatch();
}

// To others: by its name, apart from the name of the server that is looked at. "redis_commands" of Redis is no
// dependency of it.
bool isOutbound(const PanelMaker &maker, const QString &stem)
{
    static const QRegularExpression clients(u"_clients?(?=_|$)"_s);
    const QString family = Families::of(stem);
    QString name = maker.families().isSubject(family) ? stem.mid(family.size()) : stem;
    if (maker.families().isExported(family))
        name.remove(clients);
    return outboundName().match(name).hasMatch();
}

const QRegularExpression &requestCounter()
{
    static const QRegularExpression re(
        u"(requests|request|(?:^|_)reqs?|calls|handled|rpcs|queries|messages_received|messages_consumed)(_count|_total)?$"_s);
    return re;
}

int rankOf(const QString &stem)
{
    static const QStringList best{u"http_server_request_duration"_s, u"http.server.request.duration"_s,
                                  u"http_server_requests"_s,         u"http_request_duration"_s,
                                  u"http_server_duration"_s,         u"grpc_server_handling"_s,
                                  u"rpc_server_duration"_s,          u"istio_request_duration"_s,
                                  u"traces_spanmetrics_latency"_s,   u"http_requests"_s,
                                  u"grpc_server_handled"_s};
    for (qsizetype i = 0; i < best.size(); ++i)
        if (stem.startsWith(best[i]))
            return static_cast<int>(i);
    return stem.contains("request"_L1) ? 50 : 80;
}

QString withoutSuffix(QString name, std::initializer_list<QLatin1String> suffixes)
{
    for (const QLatin1String s : suffixes)
        if (name.endsWith(s)) {
            name.chop(s.size());
            break;
        }
    return name;
}

// Counters that count the same requests as a duration histogram.
QStringList siblingsOf(const QString &stem)
{
    QString plain = withoutSuffix(stem, {"_seconds"_L1, "_milliseconds"_L1, "_ms"_L1});
    plain = withoutSuffix(plain, {"_duration"_L1, "_latency"_L1, "_handling"_L1});
    return {plain + u"s_total"_s, plain + u"_total"_s, plain + u"_handled_total"_s, plain + u"_calls_total"_s};
}

// Its own count unless a sibling says more about the outcome.
QString counterFor(const PanelMaker &maker, const QString &stem, const QString &own)
{
    const ServiceMetric *ownMetric = maker.find(own);
    if (ownMetric && !outcomeOf(*ownMetric).label.isEmpty())
        return own;
    for (const QString &name : siblingsOf(stem))
        if (maker.find(name))
            return name;
    return own;
}

// The count of something that is measured, not of requests: "inflight_requests_count" of a summary.
bool isPart(const PanelMaker &maker, const QString &name)
{
    const QString whole = name.endsWith("_count"_L1) ? name.chopped(6) : QString();
    return !whole.isEmpty() && (maker.find(whole) || maker.find(whole + u"_bucket"_s));
}

// What a server is asked itself comes before what its libraries and parts are asked: "loki_request_duration" before
// "loki_index_request_duration", before "kv_request_duration".
int rankFor(const PanelMaker &maker, const QString &stem)
{
    const QString family = Families::of(stem);
    if (maker.families().subjects().isEmpty())
        return rankOf(stem);
    if (!maker.families().isSubject(family))
        return rankOf(stem) + 100;
    const QString rest = stem.mid(family.size() + 1);
    const bool fromClients = maker.families().isExported(family) && rest.contains("client"_L1);
    return std::min(rankOf(rest), rankOf(stem)) + static_cast<int>(rest.count(u'_')) - (fromClients ? 10 : 0);
}

std::vector<Group> findGroups(const PanelMaker &maker)
{
    std::vector<Group> groups;
    QSet<QString> counted;
    for (const ServiceMetric &m : maker.input().metrics) {
        const bool classic = m.type == MetricType::Histogram && m.name.endsWith("_bucket"_L1);
        const bool native = m.type == MetricType::Histogram && !classic && m.labels.value(u"le"_s).isEmpty();
        const bool summary = m.type == MetricType::Summary && m.hasLabel(u"quantile"_s);
        if (maker.isUsed(m.name) || !(classic || native || summary))
            continue;
        const QString stem = classic ? m.name.chopped(7) : m.name;
        if (classic && maker.isNativeHistogram(stem))
            continue; // kept twice: the native one tells the same more exactly
        const MetricUnit unit = durationUnit(m);
        const bool outbound = isOutbound(maker, stem);
        if (unit.unit != base::Unit::Seconds || isMachinery(stem) || isInternal(stem) ||
            !(durationStem().match(stem).hasMatch() || outbound))
            continue;
        Group g;
        g.name = stem;
        (classic ? g.bucket : native ? g.native : g.quantiles) = m.name;
        g.divisor = unit.divisor;
        const QString own = stem + u"_count"_s;
        g.count = counterFor(maker, stem, maker.find(own) ? own : native ? m.name : QString());
        g.outbound = outbound;
        g.rank = rankFor(maker, stem);
        counted.insert(g.count);
        counted.insert(own);
        for (const QString &sibling : siblingsOf(stem)) // the same requests are shown once
            counted.insert(sibling);
        groups.push_back(std::move(g));
    }
    for (const ServiceMetric &m : maker.input().metrics) {
        if (maker.isUsed(m.name) || counted.contains(m.name) || m.type != MetricType::Counter || isMachinery(m.name) ||
            isInternal(m.name) || countsErrors(m.name) || isPart(maker, m.name) ||
            !requestCounter().match(m.name).hasMatch())
            continue;
        Group g;
        g.name = withoutSuffix(m.name, {"_total"_L1, "_count"_L1});
        g.count = m.name;
        g.outbound = isOutbound(maker, m.name);
        g.rank = rankFor(maker, g.name) + 1;
        groups.push_back(std::move(g));
    }
    std::stable_sort(groups.begin(), groups.end(), [](const Group &a, const Group &b) { return a.rank < b.rank; });
    return groups;
}

QString shortName(const PanelMaker &maker, const QString &stem)
{
    QString title = maker.titleOf(stem);
    for (const QString &tail :
         {u" duration"_s, u" latency"_s, u" handling"_s, u" requests"_s, u" request"_s, u" handled"_s})
        if (title.endsWith(tail, Qt::CaseInsensitive) && title.size() > tail.size())
            title.chop(tail.size());
    return title;
}

// How many a second; `more` narrows the selector.
QString rateOf(const PanelMaker &maker, const QString &metric, const QStringList &more = {})
{
    const QString rate = u"rate(%1[$__rate_interval])"_s.arg(maker.selector(metric, more));
    return maker.isNativeHistogram(metric) ? u"histogram_count(%1)"_s.arg(rate) : rate;
}

void addRate(PanelMaker &maker, const Group &g, const QString &title)
{
    const ServiceMetric *count = maker.find(g.count);
    if (!count)
        return;
    const QString split = maker.splitOf(*count);
    signals::PanelSpec p;
    p.title = title;
    p.quantity = split.isEmpty()
                     ? dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "per second"))
                     : dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "per second, by %1")).arg(split);
    p.unit = base::Unit::PerSecond;
    p.queries = {{u"sum%1(%2)"_s.arg(PanelMaker::grouping({split}), rateOf(maker, g.count)),
                  PanelMaker::legendOf(split, title),
                  {}}};
    p.why = explained(dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards",
                                                      "%1 is a counter of requests; its rate is the traffic."))
                          .arg(g.count),
                      *count);
    maker.add(g.outbound ? RowKind::Dependencies : RowKind::Red, std::move(p), g.count);
}

void addErrors(PanelMaker &maker, const Group &g, const QString &title)
{
    const ServiceMetric *count = maker.find(g.count);
    const OutcomeLabel outcome = count ? outcomeOf(*count) : OutcomeLabel{};
    if (outcome.label.isEmpty())
        return;
    const QString split = maker.splitOf(*count) == outcome.label ? QString() : maker.splitOf(*count);
    const QString by = PanelMaker::grouping({split});
    const QString failed = rateOf(maker, g.count, {labelText(outcome.label) + u"=~"_s + base::quoted(outcome.errors)});
    const QString all = rateOf(maker, g.count);
    signals::PanelSpec p;
    p.title = title;
    p.quantity = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "% of requests"));
    p.unit = base::Unit::Ratio;
    p.fillUnderLine = true;
    // no failed request yet means a share of zero, not an absent line
    p.queries = {
        {u"(sum%1(%2) or 0 * sum%1(%3)) / sum%1(%3)"_s.arg(by, failed, all), PanelMaker::legendOf(split, title), {}}};
    p.why = dashboardText(
                QT_TRANSLATE_NOOP("wf::engine::Dashboards",
                                  "%1 carries the outcome in the label %2; values that match %3 count as errors."))
                .arg(g.count, outcome.label, outcome.errors);
    maker.add(g.outbound ? RowKind::Dependencies : RowKind::Red, std::move(p), g.count);
}

void addDuration(PanelMaker &maker, const Group &g, const QString &title)
{
    const QString source = !g.bucket.isEmpty() ? g.bucket : !g.native.isEmpty() ? g.native : g.quantiles;
    const ServiceMetric *metric = maker.find(source);
    if (!metric)
        return;
    signals::PanelSpec p;
    p.title = title;
    p.quantity = dashboardText(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "seconds"));
    p.unit = base::Unit::Seconds;
    const QString scale = scaled(g.divisor);
    if (!g.quantiles.isEmpty()) {
        for (const QString &q : metric->labels.value(u"quantile"_s))
            if (q == "0.5"_L1 || q == "0.95"_L1 || q == "0.99"_L1 || q == "0.9"_L1 || q == "1"_L1) {
                const QString name = u"p"_s + QString::number(qRound(q.toDouble() * 100));
                p.queries.push_back(
                    {u"max(%1)%2"_s.arg(maker.selector(source, {u"quantile="_s + base::quoted(q)}), scale), name,
                     name});
            }
        p.why =
            dashboardText(
                QT_TRANSLATE_NOOP(
                    "wf::engine::Dashboards",
                    "%1 is a summary; the worst instance of each quantile is shown, for quantiles cannot be averaged."))
                .arg(source);
    } else {
        for (const auto &[q, name] : {std::pair{"0.5", u"p50"_s}, {"0.95", u"p95"_s}, {"0.99", u"p99"_s}})
            p.queries.push_back(
                {u"histogram_quantile(%1, sum%2(rate(%3[$__rate_interval])))%4"_s.arg(
                     QLatin1String(q), g.bucket.isEmpty() ? QString() : u" by (le) "_s, maker.selector(source), scale),
                 name, name});
        p.why = dashboardText(
                    QT_TRANSLATE_NOOP("wf::engine::Dashboards",
                                      "%1 is a histogram of durations; three quantiles show the middle and the tail."))
                    .arg(g.name);
    }
    if (p.queries.empty())
        return;
    for (const QString &part : QStringList{g.name, g.name + u"_sum"_s, g.name + u"_count"_s})
        maker.use(part);
    maker.add(g.outbound ? RowKind::Dependencies : RowKind::Red, std::move(p), source);
}

} // namespace

OutcomeLabel outcomeOf(const ServiceMetric &metric)
{
    static const QString grpcErrors =
        u"Unknown|DeadlineExceeded|Unimplemented|Internal|Unavailable|DataLoss|ResourceExhausted"_s;
    for (const QString &label : {u"http_response_status_code"_s, u"http.response.status_code"_s, u"http_status_code"_s,
                                 u"status_code"_s, u"code"_s, u"response_code"_s, u"status"_s, u"http_code"_s}) {
        const QStringList values = metric.labels.value(label);
        if (values.isEmpty())
            continue;
        bool numbers = false, classes = false, grpc = false, otel = false;
        for (const QString &v : values) {
            numbers |= v.size() == 3 && v.at(0).isDigit() && v.at(1).isDigit();
            classes |= v.size() == 3 && v.at(0).isDigit() && (v.endsWith("xx"_L1) || v.endsWith("XX"_L1));
            grpc |= v == "OK"_L1 || v == "Internal"_L1 || v == "Unavailable"_L1;
            otel |= v.startsWith("STATUS_CODE_"_L1);
        }
        if (numbers || classes)
            return {label, u"5.."_s};
        if (otel)
            return {label, u"STATUS_CODE_ERROR"_s};
        if (grpc)
            return {label, grpcErrors};
        for (const QString &v : values)
            if (v == "error"_L1 || v == "failure"_L1 || v == "failed"_L1 || v == "err"_L1)
                return {label, u"error|err|failure|failed"_s};
    }
    for (const QString &label : {u"grpc_code"_s, u"grpc_status"_s})
        if (metric.hasLabel(label))
            return {label, grpcErrors};
    for (const QString &label : {u"rpc_grpc_status_code"_s, u"rpc.grpc.status_code"_s, u"grpc_response_status"_s})
        if (metric.hasLabel(label))
            return {label, u"2|4|8|12|13|14|15"_s};
    for (const QString &label : {u"outcome"_s, u"result"_s})
        for (const QString &v : metric.labels.value(label))
            if (v.compare("error"_L1, Qt::CaseInsensitive) == 0 || v == "SERVER_ERROR"_L1 || v == "failure"_L1 ||
                v == "failed"_L1 || v == "success"_L1 || v == "SUCCESS"_L1)
                return {label, u"(?i)error|server_error|failure|failed|timeout"_s};
    if (metric.hasLabel(u"error"_s) && metric.labels.value(u"error"_s).contains(u"true"_s))
        return {u"error"_s, u"true"_s};
    return {};
}

void addRequestPanels(PanelMaker &maker)
{
    const std::vector<Group> groups = findGroups(maker);
    QStringList shown;
    for (const signals::PanelSpec &panel : maker.row(RowKind::Red))
        shown << panel.title;
    int inbound = 0;
    for (const Group &g : groups) {
        if (maker.isUsed(g.bucket.isEmpty() ? g.count : g.bucket))
            continue;
        // the first thing asked of the service needs no name, unless a recipe has shown another one
        const bool isFirst = !g.outbound && inbound == 0 && std::ranges::none_of(shown, [](const auto &title) {
            return title == dashboardText("Requests") || title == dashboardText("Duration");
        });
        const QString prefix = isFirst ? QString() : shortName(maker, g.name);
        const auto title = [&](const char *alone, const char *named) {
            return prefix.isEmpty() ? dashboardText(alone) : dashboardText(named).arg(prefix);
        };
        inbound += g.outbound ? 0 : 1;
        addRate(maker, g,
                title(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Requests"),
                      QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1, requests")));
        addErrors(maker, g,
                  title(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Errors"),
                        QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1, errors")));
        addDuration(maker, g,
                    title(QT_TRANSLATE_NOOP("wf::engine::Dashboards", "Duration"),
                          QT_TRANSLATE_NOOP("wf::engine::Dashboards", "%1, duration")));
    }
}

} // namespace wf::engine
