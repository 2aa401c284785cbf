// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/bundle/packbundle.h"
#include "tests/peers/ruleshell.h"
#include "tests/support/peerlist.h"

using namespace wf;
using namespace wf::tests;
using namespace Qt::StringLiterals;

namespace {

bool posted(const QUrl &base, const QString &path, const QJsonDocument &body)
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(base.toString(QUrl::StripTrailingSlash) + path));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const std::unique_ptr<QNetworkReply> reply(network.post(request, body.toJson()));
    return QTest::qWaitFor([&reply] { return reply->isFinished(); }, 10'000) &&
           reply->error() == QNetworkReply::NoError;
}

bool postAlert(const Peer &peer, const QString &service)
{
    const QJsonObject labels{{u"alertname"_s, u"TooSlow"_s}, {u"service"_s, service}, {u"severity"_s, u"critical"_s}};
    return posted(peer.url, u"/api/v2/alerts"_s, QJsonDocument(QJsonArray{QJsonObject{{u"labels"_s, labels}}}));
}

bool pushLines(const Peer &peer, const QString &service, const QStringList &lines)
{
    const QJsonObject stream{{u"service_name"_s, service}};
    QJsonArray values;
    const qint64 nowNs = QDateTime::currentMSecsSinceEpoch() * base::nsPerMs;
    for (qsizetype i = 0; i < lines.size(); ++i)
        values.append(QJsonArray{QString::number(nowNs - (lines.size() - i) * base::nsPerMs), lines[i]});
    return posted(peer.url, u"/loki/api/v1/push"_s,
                  QJsonDocument(QJsonObject{
                      {u"streams"_s, QJsonArray{QJsonObject{{u"stream"_s, stream}, {u"values"_s, values}}}}}));
}

QJsonObject span(const QString &trace, const QString &id, const QString &parent, const QString &name, bool failed)
{
    const qint64 nowNs = QDateTime::currentMSecsSinceEpoch() * base::nsPerMs;
    return {{u"traceId"_s, trace},
            {u"spanId"_s, id},
            {u"parentSpanId"_s, parent},
            {u"name"_s, name},
            {u"kind"_s, 2},
            {u"startTimeUnixNano"_s, QString::number(nowNs - base::nsPerSecond)},
            {u"endTimeUnixNano"_s, QString::number(nowNs)},
            {u"status"_s, QJsonObject{{u"code"_s, failed ? 2 : 1}}}};
}

bool tellTrace(const Peer &peer, const QString &service, const QString &trace)
{
    const QJsonObject name{{u"key"_s, u"service.name"_s}, {u"value"_s, QJsonObject{{u"stringValue"_s, service}}}};
    const QJsonArray spans{span(trace, u"00000000000000a1"_s, {}, u"POST /pay"_s, true),
                           span(trace, u"00000000000000a2"_s, u"00000000000000a1"_s, u"acquire"_s, false)};
    const QJsonObject resource{{u"resource"_s, QJsonObject{{u"attributes"_s, QJsonArray{name}}}},
                               {u"scopeSpans"_s, QJsonArray{QJsonObject{{u"spans"_s, spans}}}}};
    return posted(peer.otlp, u"/v1/traces"_s, QJsonDocument(QJsonObject{{u"resourceSpans"_s, QJsonArray{resource}}}));
}

} // namespace

// A bundle of an incident whose alerts, lines and traces lie with real servers, and what is left of it in its file.
class TestBundleFromPeers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatRealServersToldIsInTheFile_data()
    {
        QTest::addColumn<QString>("name");
        const auto peers = PeerList::load().ofKind(u"jaeger"_s);
        for (const Peer &peer : peers)
            QTest::newRow(qPrintable(peer.name)) << peer.name;
        if (peers.isEmpty())
            QTest::newRow("jaeger") << u"jaeger"_s;
    }

    void whatRealServersToldIsInTheFile()
    {
        QFETCH(QString, name);
        const PeerList peers = PeerList::load();
        WF_NEED_PEER(peers, name);
        WF_NEED_PEER(peers, u"loki-3.7"_s);
        const auto alertmanagers = peers.ofKind(u"alertmanager"_s);
        if (alertmanagers.isEmpty())
            QSKIP("no Alertmanager runs");
        const Peer &alerts = alertmanagers.front();
        const Peer &logs = *peers.find(u"loki-3.7"_s);
        const Peer &traces = *peers.find(name);
        const qint64 mark = QDateTime::currentMSecsSinceEpoch();
        const QString service = u"bundled%1"_s.arg(mark);
        const QString trace = QString::number(mark, 16).rightJustified(32, u'0');
        const QStringList lines{u"level=info ready"_s,
                                u"level=error pool of 10.0.0.7 exhausted for ana@halcyon.example"_s,
                                u"level=error pool exhausted again"_s};
        QVERIFY(postAlert(alerts, service) && pushLines(logs, service, lines) && tellTrace(traces, service, trace));

        RuleShell shell(RuleShell::source("alerts", alerts.url) +
                        RuleShell::source("logs", logs.url).replace("id: it", "id: lo") +
                        RuleShell::source("traces", traces.url).replace("id: it", "id: tr"));
        QString id;
        const auto isFolded = [&] {
            (void)shell.command({u"incidents"_s, u"list"_s, u"--format"_s, u"json"_s});
            for (const auto &one : shell.array())
                if (one[u"services"].toArray().contains(service))
                    id = one[u"id"].toString();
            return !id.isEmpty();
        };
        QTRY_VERIFY2_WITH_TIMEOUT(isFolded(), qPrintable(shell.said()), 30'000);

        const QString path = shell.dir.filePath(u"taken.wfbundle"_s);
        std::optional<engine::IncidentBundle> bundle;
        const auto hasAll = [&] { // a moment after it was told, each server tells it
            const int code = shell.command({u"incidents"_s, u"bundle"_s, id, u"--out"_s, path});
            const auto read = engine::readBundle(path);
            bundle = read ? std::optional(*read) : std::nullopt;
            return code == 0 && bundle && bundle->lines.size() == 3 && !bundle->traces.empty() &&
                   bundle->traces.front().spans.size() == 2;
        };
        QTRY_VERIFY2_WITH_TIMEOUT(hasAll(), qPrintable(shell.said()), 60'000);
        QVERIFY(bundle->manifest.missing.isEmpty());
        QStringList texts;
        for (const auto &line : bundle->lines)
            texts << QString::fromStdString(line.text);
        texts.sort();
        QCOMPARE(texts, (QStringList{lines[2], lines[1], lines[0]}));
        QCOMPARE(bundle->traces.size(), 1U);
        QCOMPARE(bundle->traces.front().traceId, trace);
        QVERIFY(std::ranges::any_of(bundle->alerts, [&service](const signals::Alert &alert) {
            return alert.name() == u"TooSlow"_s && alert.labels.text("service") == service;
        }));
        QCOMPARE(shell.command({u"bundle"_s, u"show"_s, path}, false), 0);
        QVERIFY2(shell.output.contains(id.toUtf8()), shell.output.constData());

        // Masked: nobody and no machine is named, and what belongs together still does.
        const QString masked = shell.dir.filePath(u"masked.wfbundle"_s);
        QCOMPARE(shell.command({u"incidents"_s, u"bundle"_s, id, u"--out"_s, masked, u"--mask"_s}), 0);
        const auto read = engine::readBundle(masked);
        QVERIFY(read.ok());
        QCOMPARE(read->lines.size(), 3U);
        for (const auto &line : read->lines)
            QVERIFY2(line.text.find("10.0.0.7") == std::string::npos && line.text.find("ana@") == std::string::npos,
                     line.text.c_str());
    }
};

QTEST_GUILESS_MAIN(TestBundleFromPeers)
#include "tst_bundlefrompeers.moc"
