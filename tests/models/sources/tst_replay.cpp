// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/alertmanager/alertmanagersource.h"
#include "models/sources/jaeger/jaegersource.h"
#include "models/sources/loki/lokisource.h"
#include "models/sources/prometheus/prometheussource.h"
#include "tests/support/corpus.h"
#include "tests/support/failonwarning.h"
#include "tests/support/rawserver/rawserver.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace wf;
using namespace wf::sources;
using namespace wf::tests;
using namespace Qt::StringLiterals;
using base::ErrorKind;

namespace {

struct Exchange {
    QString name; // folder/name
    QByteArray method;
    QString path;
    QList<std::pair<QString, QString>> params; // of query or form
    int status = 0;
    HeaderList headers;
    QByteArray body;
    [[nodiscard]] QString param(const QString &key) const
    {
        for (const auto &[k, v] : params)
            if (k == key)
                return v;
        return {};
    }
};

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Exchange load(const QString &folder, const QString &file)
{
    const QJsonObject all = QJsonDocument::fromJson(readAll(folder + u'/' + file)).object();
    const QJsonObject request = all.value(u"request"_s).toObject(), response = all.value(u"response"_s).toObject();
    Exchange e;
    e.name = QDir(folder).dirName() + u'/' + file.chopped(10);
    e.method = request.value(u"method"_s).toString().toLatin1();
    e.path = QUrl::fromEncoded(request.value(u"path"_s).toString().toUtf8()).path();
    for (const auto &source : {u"query"_s, u"form"_s}) {
        const QJsonObject params = request.value(source).toObject();
        for (auto it = params.begin(); it != params.end(); ++it) {
            if (it->isArray())
                for (const auto &one : it->toArray())
                    e.params.append({it.key(), one.toString()});
            else
                e.params.append({it.key(), it->toVariant().toString()});
        }
    }
    e.status = response.value(u"status"_s).toInt();
    const QJsonObject headers = response.value(u"headers"_s).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it) {
        const QString key = it.key().toLower();
        if (key != u"content-length" && key != u"transfer-encoding" && key != u"connection")
            e.headers.append({it.key().toLatin1(), it->toString().toLatin1()});
    }
    e.body = readAll(folder + u'/' + response.value(u"body_file"_s).toString());
    return e;
}

QList<Exchange> exchangesOf(const QString &folder)
{
    QList<Exchange> all;
    for (const QString &file : QDir(folder).entryList({u"*.http.json"_s}, QDir::Files, QDir::Name))
        all << load(folder, file);
    return all;
}

// What the outcome of one call was, whatever it answers with.
struct Outcome {
    bool isDone = false;
    std::optional<base::Error> error;
    template<class T>
    Reply<T> reply()
    {
        return [this](base::Result<T> result) {
            isDone = true;
            if (!result)
                error = result.error();
        };
    }
};

const base::TimeRange someRange{1795244400LL * base::nsPerSecond, 1795245000LL * base::nsPerSecond};

} // namespace

// Every recorded exchange with ten server versions, played at the adapter call that would have caused it.
class TestReplay : public QObject {
    Q_OBJECT
    base::SystemClock m_clock;
    async::Pools m_pools;
    SourceEnvironment m_env{m_clock, m_pools, nullptr, [] { return 0.0; }};
    Exchange m_now;
    QString m_unmatched;
    RawServer m_server{[this](const SeenRequest &request, RawPeer &peer) { answer(request, peer); }};

    // Answers by path and by the parameters that say what is asked; ranges and limits are the adapter's own affair.
    void answer(const SeenRequest &request, RawPeer &peer)
    {
        bool matches = request.path() == m_now.path;
        static const QSet<QString> telling{u"query"_s, u"match[]"_s, u"service"_s, u"operation"_s};
        for (const QString &key : telling) {
            // The ports' rules() and Loki's labels take no selector.
            const bool hasNone = m_now.path.endsWith(u"/rules"_s) || m_now.path.endsWith(u"/v1/labels"_s);
            if (!m_checksParams || hasNone || m_now.param(key).isEmpty())
                continue;
            const auto sent = request.parameters().queryItems(QUrl::FullyDecoded);
            matches &= std::any_of(m_now.params.begin(), m_now.params.end(), [&](const auto &p) {
                return p.first == key && sent.contains(std::pair(key, p.second));
            });
        }
        if (!matches) {
            const bool isProbe =
                request.target.endsWith("/query?query=1") || request.target.contains("watchfloor-probe");
            if (request.path() == m_now.path && !isProbe)
                m_unmatched = QString::fromLatin1(request.target);
            peer.respond(404, "404 page not found\n", {{"Content-Type", "text/plain"}});
            return;
        }
        peer.respond(m_now.status, m_now.body, m_now.headers);
    }
    bool m_checksParams = true;

    net::HttpOptions options(const QString &prefix)
    {
        net::HttpOptions options;
        options.name = u"replayed"_s;
        options.base = m_server.url(prefix);
        options.tries = 1;
        return options;
    }
    SourceIdentity identity(signals::SourceKind kind) { return {u"id"_s, u"replayed"_s, kind, {}}; }

    async::Request askPrometheus(PrometheusSource &source, const QString &call, Outcome &out)
    {
        const QString query = m_now.param(u"query"_s);
        const QString selector = m_now.param(u"match[]"_s);
        if (call == u"query_range")
            return source.queryRange({query, someRange, 15 * base::nsPerSecond}, out.reply<signals::QueryAnswerPtr>());
        if (call == u"query")
            return source.queryInstant(query, someRange.endNs, out.reply<signals::QueryAnswerPtr>());
        if (call == u"query_exemplars")
            return source.exemplars(query, someRange, out.reply<std::vector<signals::Exemplar>>());
        if (call == u"metadata")
            return source.metadata(out.reply<std::vector<signals::MetricInfo>>());
        if (call == u"series") {
            QStringList selectors;
            for (const auto &[key, value] : m_now.params)
                if (key == u"match[]")
                    selectors << value;
            return source.series(selectors, someRange, out.reply<std::vector<base::Labels>>());
        }
        if (call == u"labels")
            return source.labelNames(selector, someRange, out.reply<QStringList>());
        if (call == u"rules")
            return source.rules(out.reply<std::vector<signals::Rule>>());
        if (call.startsWith(u"label/"_s) && call.endsWith(u"/values"_s))
            return source.labelValues(call.mid(6).chopped(7), selector, someRange, out.reply<QStringList>());
        return {};
    }
    async::Request askLoki(LokiSource &source, const QString &call, Outcome &out)
    {
        const QString query = m_now.param(u"query"_s);
        const bool isMetric = m_now.body.contains("\"resultType\":\"matrix\"");
        if (call == u"query_range" && isMetric)
            return source.queryRange({query, someRange, 60 * base::nsPerSecond}, out.reply<signals::QueryAnswerPtr>());
        if (call == u"query_range")
            return source.query({query, someRange, 5000, LogDirection::Backward}, out.reply<signals::LogAnswer>());
        if (call == u"labels")
            return source.labelNames(someRange, out.reply<QStringList>());
        if (call == u"patterns")
            return source.patterns(query, someRange, out.reply<std::vector<signals::LogPattern>>());
        if (call == u"detected_fields")
            return source.detectedFields(query, someRange, out.reply<std::vector<signals::LogField>>());
        if (call.startsWith(u"label/"_s) && call.endsWith(u"/values"_s))
            return source.labelValues(call.mid(6).chopped(7), query, someRange, out.reply<QStringList>());
        return {};
    }
    async::Request askAlertmanager(AlertmanagerSource &source, const QString &call, Outcome &out)
    {
        if (call == u"alerts" && m_now.method == "GET")
            return source.alerts(out.reply<signals::AlertAnswer>());
        if (call == u"silences" && m_now.method == "GET")
            return source.silences(out.reply<std::vector<signals::Silence>>());
        if (call == u"silences" && m_now.method == "POST")
            return source.putSilence(signals::Silence{}, out.reply<QString>());
        if (call.startsWith(u"silence/"_s) && m_now.method == "DELETE")
            return source.expireSilence(call.mid(8), out.reply<base::Done>());
        if (call == u"status")
            return source.status(out.reply<signals::AlertmanagerStatus>());
        return {};
    }

    // Asks nothing and leaves the outcome undone when no call of any adapter would send this.
    async::Request ask(std::unique_ptr<Source> &source, Outcome &out)
    {
        const auto below = [this](const QString &api) { return m_now.path.mid(m_now.path.indexOf(api) + api.size()); };
        const QString folder = m_now.name.section(u'/', 0, 0);
        if (m_now.path.contains(u"/api/v2/"_s)) {
            const QString prefix = m_now.path.left(m_now.path.indexOf(u"/api/v2/"_s));
            auto made =
                std::make_unique<AlertmanagerSource>(identity(signals::SourceKind::Alerts), options(prefix), m_env);
            AlertmanagerSource &adapter = *made;
            source = std::move(made);
            return askAlertmanager(adapter, below(u"/api/v2/"_s), out);
        }
        if (folder.startsWith(u"loki"_s) && m_now.path.startsWith(u"/loki/api/v1/"_s)) {
            auto made = std::make_unique<LokiSource>(identity(signals::SourceKind::Logs), options({}), m_env);
            LokiSource &adapter = *made;
            source = std::move(made);
            return askLoki(adapter, below(u"/loki/api/v1/"_s), out);
        }
        const bool isRulerConfig = folder.startsWith(u"cortex"_s) && m_now.path.startsWith(u"/api/v1/rules"_s);
        if (isRulerConfig)
            return {};
        if ((folder.startsWith(u"prometheus"_s) || folder.startsWith(u"cortex"_s)) &&
            m_now.path.contains(u"/api/v1/"_s)) {
            const QString prefix = m_now.path.left(m_now.path.indexOf(u"/api/v1/"_s));
            auto made =
                std::make_unique<PrometheusSource>(identity(signals::SourceKind::Metrics), options(prefix), m_env);
            PrometheusSource &adapter = *made;
            source = std::move(made);
            return askPrometheus(adapter, below(u"/api/v1/"_s), out);
        }
        return {};
    }

private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void initTestCase() { QVERIFY(m_server.start()); }

    void everyAdapterCallUnderstandsWhatRealServersAnswered_data()
    {
        WF_REQUIRE_CORPUS(corpus, "api-fixtures");
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("file");
        for (const auto &folder : {u"prometheus-2.42"_s, u"prometheus-3.5"_s, u"cortex-1.19"_s, u"alertmanager-0.25"_s,
                                   u"alertmanager-0.33"_s, u"loki-3.4"_s})
            for (const QString &file :
                 QDir(corpus + u'/' + folder).entryList({u"*.http.json"_s}, QDir::Files, QDir::Name))
                QTest::newRow(qPrintable(folder + u'/' + file.chopped(10))) << QString(corpus + u'/' + folder) << file;
    }
    void everyAdapterCallUnderstandsWhatRealServersAnswered()
    {
        QFETCH(QString, folder);
        QFETCH(QString, file);
        m_now = load(folder, file);
        m_unmatched.clear();
        std::unique_ptr<Source> source;
        Outcome out;
        const auto request = ask(source, out);
        if (!request.isActive())
            return; // no call of ours
        ++m_played;
        QTRY_VERIFY(out.isDone);
        QVERIFY2(m_unmatched.isEmpty(), qPrintable(m_unmatched));
        // Expiring what is gone already is what was wanted.
        const bool isGone =
            m_now.method == "DELETE" && (m_now.body.trimmed().isEmpty() || m_now.body.contains("silence not found"));
        if (m_now.status < 400 || isGone) {
            QVERIFY2(!out.error, out.error ? qPrintable(out.error->summary + u' ' + out.error->detail) : "");
            return;
        }
        QVERIFY(out.error.has_value());
        QVERIFY(out.error->summary.startsWith(u"replayed"_s));
        QCOMPARE(out.error->httpStatus, m_now.status);
        QVERIFY2(!out.error->detail.contains(u'<') || m_now.name.startsWith(u"prometheus"_s) ||
                     !out.error->detail.contains(u"<html"_s),
                 qPrintable(out.error->detail));
    }

    void jaegerAnswersFromItsRecordings()
    {
        WF_REQUIRE_CORPUS(corpus, "api-fixtures");
        const auto all = exchangesOf(corpus + u"/jaeger-1.76"_s);
        RawServer jaeger([&](const SeenRequest &request, RawPeer &peer) {
            for (const Exchange &exchange : all) {
                const QString service = exchange.param(u"service"_s);
                const QString asked = request.parameters().queryItemValue(u"service"_s, QUrl::FullyDecoded);
                if (exchange.path == request.path() && (service.isEmpty() || service == asked) &&
                    exchange.status == 200) {
                    peer.respond(exchange.status, exchange.body, exchange.headers);
                    return;
                }
            }
            const bool isTrace = request.path().startsWith(u"/api/traces/"_s);
            peer.respond(
                404,
                isTrace
                    ? R"({"data":null,"total":0,"limit":0,"offset":0,"errors":[{"code":404,"msg":"trace not found"}]})"
                    : "404 page not found");
        });
        QVERIFY(jaeger.start());
        auto o = options({});
        o.base = jaeger.url();
        JaegerSource source(identity(signals::SourceKind::Traces), o, m_env);
        Outcome out;
        QStringList services;
        auto request = source.services([&](base::Result<QStringList> found) {
            services = found ? *found : QStringList();
            out.isDone = true;
        });
        QTRY_VERIFY(out.isDone);
        QVERIFY(!services.isEmpty());
        QVERIFY(source.apis().legacy && source.apis().v3 && !source.apis().summaries);
        QVERIFY(!source.state().capability.limits.isEmpty());
        signals::TraceAnswer found;
        out = {};
        TraceQuery query;
        query.range = someRange;
        request = source.search(query, [&](base::Result<signals::TraceAnswer> answer) {
            out.isDone = true;
            if (answer)
                found = *answer;
            else
                out.error = answer.error();
        });
        QTRY_VERIFY(out.isDone);
        QVERIFY2(!out.error && !found.traces.empty(), out.error ? qPrintable(out.error->summary) : "none");
        QVERIFY(std::is_sorted(found.traces.begin(), found.traces.end(),
                               [](const auto &a, const auto &b) { return a.startNs > b.startNs; }));
        // What no server can be asked is checked on the traces it returns, and that is said.
        const QString wanted = found.traces.front().traceId;
        query.matches = [wanted](const signals::Trace &trace) { return trace.traceId == wanted; };
        const auto before = found.traces.size();
        found = {};
        out = {};
        request = source.search(query, [&](base::Result<signals::TraceAnswer> answer) {
            out.isDone = true;
            if (answer)
                found = *answer;
        });
        QTRY_VERIFY(out.isDone);
        QCOMPARE(found.traces.size(), 1U);
        QCOMPARE(found.traces.front().traceId, wanted);
        QVERIFY2(!found.completeness.notes.isEmpty(), "it was not said");
        QVERIFY(found.completeness.notes.back().startsWith(u"The condition was checked here, on the "_s));
        QVERIFY(before > 1);
        out = {};
        request = source.trace(u"0123456789abcdef0123456789abcdef"_s, out.reply<signals::TracePtr>());
        QTRY_VERIFY(out.isDone);
        QCOMPARE(out.error->kind, ErrorKind::NotFound);
        out = {};
        request = source.dependencies(someRange, out.reply<std::vector<signals::ServiceCall>>());
        QTRY_VERIFY(out.isDone);
        QVERIFY(!out.error);
        out = {};
        request = source.operations(u"storefront"_s, out.reply<QStringList>());
        QTRY_VERIFY(out.isDone);
        QVERIFY(!out.error);
    }

    void everyRecordedErrorHasItsClass()
    {
        WF_REQUIRE_CORPUS(corpus, "api-fixtures");
        const QMap<int, QSet<ErrorKind>> expected{{400, {ErrorKind::BadRequest}},
                                                  {401, {ErrorKind::Unauthorized}},
                                                  {403, {ErrorKind::Unauthorized}},
                                                  {404, {ErrorKind::NotFound}},
                                                  {405, {ErrorKind::BadRequest, ErrorKind::Unsupported}},
                                                  {406, {ErrorKind::BadRequest}},
                                                  {410, {ErrorKind::NotFound}},
                                                  {413, {ErrorKind::BadRequest, ErrorKind::TooLarge}},
                                                  {415, {ErrorKind::BadRequest}},
                                                  {422, {ErrorKind::BadRequest, ErrorKind::Timeout}},
                                                  {429, {ErrorKind::RateLimited}},
                                                  {500,
                                                   {ErrorKind::Unavailable, ErrorKind::Unsupported, ErrorKind::NotFound,
                                                    ErrorKind::Timeout, ErrorKind::BadRequest}},
                                                  {501, {ErrorKind::Unsupported}},
                                                  {503, {ErrorKind::Unavailable, ErrorKind::Timeout}}};
        int errors = 0;
        m_checksParams = false;
        for (const QString &folder : QDir(corpus).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            for (const Exchange &exchange : exchangesOf(corpus + u'/' + folder)) {
                if (exchange.status < 400)
                    continue;
                ++errors;
                m_now = exchange;
                SourceCore core(identity(signals::SourceKind::Metrics), options({}), m_env, nullptr);
                Outcome out;
                Question question;
                question.path = QString::fromLatin1(QUrl::toPercentEncoding(exchange.path, "/"));
                const auto request = core.askRaw(question, out.reply<net::HttpResponsePtr>());
                QTRY_VERIFY(out.isDone);
                QVERIFY2(out.error.has_value(), qPrintable(exchange.name));
                QCOMPARE(out.error->httpStatus, exchange.status);
                QVERIFY2(expected.value(exchange.status).contains(out.error->kind),
                         qPrintable(exchange.name + u' ' + base::errorKindName(out.error->kind) + u' ' +
                                    QString::number(exchange.status)));
                QVERIFY(!out.error->summary.isEmpty());
                QVERIFY2(!out.error->detail.contains(u"<html"_s, Qt::CaseInsensitive), qPrintable(exchange.name));
                const QByteArray body = exchange.body.trimmed();
                const bool timesOut = body.contains("deadline exceeded") || body.contains("timed out");
                if (timesOut)
                    QCOMPARE(out.error->kind, ErrorKind::Timeout);
                // The server's own words are kept where it said something in words.
                if (!body.isEmpty() && !body.startsWith('<') && body.size() < 300)
                    QVERIFY2(!out.error->detail.isEmpty(), qPrintable(exchange.name));
            }
        }
        m_checksParams = true;
        QCOMPARE(errors, 145);
    }

    void cleanupTestCase() { qInfo("%d exchanges played at adapter calls", m_played); }

private:
    int m_played = 0;
};

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
