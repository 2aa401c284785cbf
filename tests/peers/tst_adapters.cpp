// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/environment/detector.h"
#include "tests/peers/peerfixture.h"

#include <QSignalSpy>

using namespace wf;
using namespace wf::sources;
using namespace wf::tests;
using namespace Qt::StringLiterals;

// Every call of every adapter at every real server that runs.
class TestAdapters : public QObject {
    Q_OBJECT
    Borrowed m_borrowed;
    PeerList m_peers = PeerList::load();

    [[nodiscard]] base::TimeRange lastHour() const
    {
        const qint64 now = m_borrowed.clock.nowNs();
        return {now - base::nsPerHour, now};
    }
    void rowsOf(const QString &kind)
    {
        QTest::addColumn<QString>("name");
        const auto peers = m_peers.ofKind(kind);
        for (const Peer &peer : peers)
            QTest::newRow(qPrintable(peer.name)) << peer.name;
        if (peers.isEmpty())
            QTest::newRow(qPrintable(u"no "_s + kind)) << kind;
    }
    void checkCapability(const Source &source, const Peer &peer, const QString &product) const
    {
        QTRY_COMPARE_WITH_TIMEOUT(source.state().capability.product, product, 10'000);
        if (!source.state().capability.version.isEmpty() && !peer.version.isEmpty())
            QVERIFY2(source.state().capability.version.contains(peer.version.section(u'.', 0, 1)),
                     qPrintable(source.state().capability.version + u" is not "_s + peer.version));
        QTRY_COMPARE(source.state().reach, signals::Reachability::Up);
    }

private Q_SLOTS:
    void prometheusAnswersEveryCall_data() { rowsOf(u"prometheus"_s); }
    void prometheusAnswersEveryCall()
    {
        QFETCH(QString, name);
        WF_NEED_PEER(m_peers, name);
        const auto owned = m_borrowed.open(*m_peers.find(name));
        auto &source = *qobject_cast<MetricSource *>(owned.get());
        checkCapability(source, *m_peers.find(name), u"Prometheus"_s);
        WF_ANSWER(range, signals::QueryAnswerPtr,
                  source.queryRange({u"up"_s, lastHour(), 15 * base::nsPerSecond}, wfReply));
        QVERIFY(!range->series.empty());
        QCOMPARE(range->stepMs, 15'000);
        WF_ANSWER(instant, signals::QueryAnswerPtr,
                  source.queryInstant(u"vector(42)"_s, m_borrowed.clock.nowNs(), wfReply));
        QCOMPARE(instant->series.front().values.front(), 42.0);
        // Over 4 KB: as a form.
        WF_ANSWER(longOne, signals::QueryAnswerPtr,
                  source.queryInstant(u"vector(1) + 0 * "_s + u"("_s.repeated(900) + u"1"_s + u")"_s.repeated(900) +
                                          u" + 0 * 1"_s.repeated(600),
                                      m_borrowed.clock.nowNs(), wfReply));
        QCOMPARE(longOne->series.front().values.front(), 1.0);
        // Over 11,000 points: in pieces.
        WF_ANSWER(
            fine, signals::QueryAnswerPtr,
            source.queryRange(
                {u"vector(1)"_s, {lastHour().endNs - 20'000 * base::nsPerSecond, lastHour().endNs}, base::nsPerSecond},
                wfReply));
        QVERIFY(fine->series.front().size() >= 20'000);
        WF_ANSWER(exemplars, std::vector<signals::Exemplar>, source.exemplars(u"up"_s, lastHour(), wfReply));
        WF_ANSWER(metadata, std::vector<signals::MetricInfo>, source.metadata(wfReply));
        QVERIFY(!metadata.empty());
        WF_ANSWER(series, std::vector<base::Labels>, source.series({u"up"_s}, lastHour(), wfReply));
        QVERIFY(!series.empty());
        WF_ANSWER(names, QStringList, source.labelNames(u"up"_s, lastHour(), wfReply));
        QVERIFY(names.contains(u"job"_s));
        WF_ANSWER(values, QStringList, source.labelValues(u"job"_s, u"up"_s, lastHour(), wfReply));
        QVERIFY(!values.isEmpty());
        WF_ANSWER(rules, std::vector<signals::Rule>, source.rules(wfReply));
        const auto wrong = answerOf<signals::QueryAnswerPtr>(
            [&](auto reply) { return source.queryInstant(u"sum("_s, m_borrowed.clock.nowNs(), reply); });
        QVERIFY(wrong && !wrong->ok());
        QCOMPARE(wrong->error().kind, base::ErrorKind::BadRequest);
        QVERIFY(wrong->error().detail.contains(u"parse error"_s));
    }

    void alertmanagerAnswersEveryCall_data() { rowsOf(u"alertmanager"_s); }
    void alertmanagerAnswersEveryCall()
    {
        QFETCH(QString, name);
        WF_NEED_PEER(m_peers, name);
        const auto owned = m_borrowed.open(*m_peers.find(name));
        auto &source = *qobject_cast<AlertSource *>(owned.get());
        checkCapability(source, *m_peers.find(name), u"Alertmanager"_s);
        WF_ANSWER(status, signals::AlertmanagerStatus, source.status(wfReply));
        QVERIFY(status.startedNs > 0);
        WF_ANSWER(alerts, signals::AlertAnswer, source.alerts(wfReply));
        signals::Silence silence;
        silence.matchers = {{u"alertname"_s, u"PeerTest"_s, false, true}, {u"instance"_s, u"a|b"_s, true, true}};
        silence.startsNs = m_borrowed.clock.nowNs();
        silence.endsNs = silence.startsNs + 10 * base::nsPerMinute;
        silence.createdBy = u"peer test"_s;
        silence.comment = u"ACK! peer test"_s;
        WF_ANSWER(id, QString, source.putSilence(silence, wfReply));
        QVERIFY(!id.isEmpty());
        WF_ANSWER(silences, std::vector<signals::Silence>, source.silences(wfReply));
        const auto mine = std::find_if(silences.begin(), silences.end(), [&](const auto &s) { return s.id == id; });
        QVERIFY(mine != silences.end());
        QVERIFY(mine->isAcknowledgement());
        QVERIFY(mine->matchers == silence.matchers);
        auto longer = *mine;
        longer.endsNs += 5 * base::nsPerMinute;
        WF_ANSWER(extended, QString, source.putSilence(longer, wfReply));
        QCOMPARE(extended, id); // extended in place
        WF_ANSWER(gone, base::Done, source.expireSilence(id, wfReply));
        WF_ANSWER(goneAlready, base::Done, source.expireSilence(id, wfReply));
        WF_ANSWER(neverThere, base::Done, source.expireSilence(u"00000000-0000-4000-8000-000000000000"_s, wfReply));
        silence.endsNs = silence.startsNs - base::nsPerHour;
        const auto wrong = answerOf<QString>([&](auto reply) { return source.putSilence(silence, reply); });
        QVERIFY(wrong && !wrong->ok());
        QCOMPARE(wrong->error().kind, base::ErrorKind::BadRequest);
    }

    void lokiAnswersEveryCall_data() { rowsOf(u"loki"_s); }
    void lokiAnswersEveryCall()
    {
        QFETCH(QString, name);
        WF_NEED_PEER(m_peers, name);
        const auto owned = m_borrowed.open(*m_peers.find(name));
        auto &source = *qobject_cast<LogSource *>(owned.get());
        checkCapability(source, *m_peers.find(name), u"Loki"_s);
        const QString selector = u"{service_name=~\".+\"}"_s;
        WF_ANSWER(labels, QStringList, source.labelNames(lastHour(), wfReply));
        WF_ANSWER(none, QStringList, source.labelValues(u"no_such_label"_s, {}, lastHour(), wfReply));
        QVERIFY(none.isEmpty());
        WF_ANSWER(lines, signals::LogAnswer,
                  source.query({selector, lastHour(), 100, LogDirection::Backward}, wfReply));
        QVERIFY(std::is_sorted(lines.lines.begin(), lines.lines.end(),
                               [](const auto &a, const auto &b) { return a.timeNs > b.timeNs; }));
        WF_ANSWER(many, signals::LogAnswer,
                  source.query({selector, lastHour(), 12'000, LogDirection::Forward}, wfReply));
        QVERIFY(std::is_sorted(many.lines.begin(), many.lines.end(),
                               [](const auto &a, const auto &b) { return a.timeNs < b.timeNs; }));
        WF_ANSWER(volume, signals::LogVolume, source.volume(selector, lastHour(), base::nsPerMinute, wfReply));
        QCOMPARE(volume.buckets.size(), 60U);
        WF_ANSWER(rate, signals::QueryAnswerPtr,
                  source.queryRange({u"sum(rate("_s + selector + u"[1m]))"_s, lastHour(), base::nsPerMinute}, wfReply));
        WF_ANSWER(fields, std::vector<signals::LogField>, source.detectedFields(selector, lastHour(), wfReply));
        const auto patterns = answerOf<std::vector<signals::LogPattern>>(
            [&](auto reply) { return source.patterns(selector, lastHour(), reply); });
        QVERIFY(patterns && (patterns->ok() || patterns->error().kind == base::ErrorKind::Unsupported));
        const auto wrong = answerOf<signals::LogAnswer>([&](auto reply) {
            return source.query({u"{app="_s, lastHour(), 10, LogDirection::Backward}, reply);
        });
        QVERIFY(wrong && !wrong->ok());
        QCOMPARE(wrong->error().kind, base::ErrorKind::BadRequest);
    }

    void jaegerAnswersEveryCall_data() { rowsOf(u"jaeger"_s); }
    void jaegerAnswersEveryCall()
    {
        QFETCH(QString, name);
        WF_NEED_PEER(m_peers, name);
        const auto owned = m_borrowed.open(*m_peers.find(name));
        auto &source = *qobject_cast<TraceSource *>(owned.get());
        checkCapability(source, *m_peers.find(name), u"Jaeger"_s);
        WF_ANSWER(services, QStringList, source.services(wfReply));
        TraceQuery query;
        query.range = lastHour();
        query.limit = 5;
        query.service = services.value(0, u"nobody"_s);
        query.minDurationNs = 1000;
        query.maxDurationNs = base::nsPerHour;
        WF_ANSWER(found, signals::TraceAnswer, source.search(query, wfReply));
        query.service.clear();
        WF_ANSWER(all, signals::TraceAnswer, source.search(query, wfReply));
        for (const auto &summary : all.traces) {
            WF_ANSWER(trace, signals::TracePtr, source.trace(summary.traceId, wfReply));
            QCOMPARE(trace->traceId, summary.traceId);
        }
        const auto gone = answerOf<signals::TracePtr>(
            [&](auto reply) { return source.trace(u"00000000000000000000000000abcdef"_s, reply); });
        QVERIFY(gone && !gone->ok());
        QCOMPARE(gone->error().kind, base::ErrorKind::NotFound);
        WF_ANSWER(operations, QStringList, source.operations(services.value(0, u"nobody"_s), wfReply));
        WF_ANSWER(calls, std::vector<signals::ServiceCall>, source.dependencies(lastHour(), wfReply));
    }

    void aPastedAddressIsRecognised_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("product");
        bool any = false;
        for (const auto &[kind, product] : {std::pair{u"prometheus"_s, u"Prometheus"_s},
                                            {u"alertmanager"_s, u"Alertmanager"_s},
                                            {u"loki"_s, u"Loki"_s},
                                            {u"jaeger"_s, u"Jaeger"_s}}) {
            for (const Peer &peer : m_peers.ofKind(kind)) {
                QTest::newRow(qPrintable(peer.name)) << peer.name << product;
                any = true;
            }
        }
        if (!any)
            QTest::newRow("no server") << u"prometheus"_s << u"Prometheus"_s;
    }
    void aPastedAddressIsRecognised()
    {
        QFETCH(QString, name);
        QFETCH(QString, product);
        WF_NEED_PEER(m_peers, name);
        Detector detector(m_borrowed.environment);
        std::optional<Detection> result;
        connect(&detector, &Detector::finished, this, [&](const Detection &detection) { result = detection; });
        detector.start(m_peers.find(name)->url.toString() + u"/graph?x=1"_s);
        QTRY_VERIFY_WITH_TIMEOUT(result.has_value(), 15'000);
        QVERIFY2(result->isFound, result->lines.empty() ? "" : qPrintable(result->lines.back().text));
        QCOMPARE(result->capability.product, product);
    }
};

QTEST_GUILESS_MAIN(TestAdapters)
#include "tst_adapters.moc"
