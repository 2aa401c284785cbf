// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/ruleshell.h"
#include "tests/support/peerlist.h"

#include <QTcpServer>

using namespace wf;
using namespace wf::tests;
using namespace Qt::StringLiterals;

namespace {

int freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

// A Loki of the test's own, of the version of a peer, whose ruler keeps what its API is told: the store of the usual
// `ruler.storage: local` cannot be written.
class OwnLoki {
public:
    explicit OwnLoki(const QString &program)
    {
        const int http = freePort();
        url = QUrl(u"http://127.0.0.1:%1"_s.arg(http));
        const QString config = m_dir.filePath(u"loki.yaml"_s);
        QFile file(config);
        if (!file.open(QIODevice::WriteOnly))
            return;
        file.write(configText(http, freePort()));
        file.close();
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(program, {u"-config.file="_s + config});
    }
    ~OwnLoki()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    OwnLoki(const OwnLoki &) = delete;
    OwnLoki &operator=(const OwnLoki &) = delete;
    [[nodiscard]] bool isReady() const
    {
        return QTest::qWaitFor([this] { return bodyOf(QUrl(url.toString() + u"/ready"_s)).startsWith("ready"); },
                               90'000);
    }
    [[nodiscard]] QByteArray said() { return m_process.readAll(); }

    QUrl url;

private:
    [[nodiscard]] QByteArray configText(int http, int grpc) const
    {
        return uR"(auth_enabled: false
server: {http_listen_address: 127.0.0.1, http_listen_port: %1, grpc_listen_address: 127.0.0.1, grpc_listen_port: %2, log_level: error}
common:
  instance_addr: 127.0.0.1
  path_prefix: %3
  replication_factor: 1
  ring: {kvstore: {store: inmemory}, instance_addr: 127.0.0.1}
  storage: {object_store: {filesystem: {dir: %3/objects}}}
storage_config: {use_thanos_objstore: true}
ruler_storage: {backend: filesystem, filesystem: {dir: %3/rules}}
ingester: {lifecycler: {min_ready_duration: 0s, final_sleep: 0s}}
schema_config:
  configs: [{from: 2024-01-01, store: tsdb, object_store: filesystem, schema: v13, index: {prefix: index_, period: 24h}}]
analytics: {reporting_enabled: false}
ruler: {poll_interval: 1s, rule_path: %3/rules-temp, enable_api: true, ring: {kvstore: {store: inmemory}}}
)"_s.arg(http)
            .arg(grpc)
            .arg(m_dir.path())
            .toUtf8();
    }
    QTemporaryDir m_dir;
    QProcess m_process;
};

} // namespace

// Rules behind the ruler of a real Loki that takes them: kept, changed, deleted and brought back by the command line.
class TestLokiRuler : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rulesAreKeptBehindItsApi()
    {
        const PeerList peers = PeerList::load();
        WF_NEED_PEER(peers, u"loki-3.7"_s);
        OwnLoki server(QFile::symLinkTarget(u"/proc/%1/exe"_s.arg(peers.find(u"loki-3.7"_s)->pid)));
        QVERIFY2(server.isReady(), server.said().constData());
        const QString api = u"/prometheus/api/v1/rules"_s;
        const auto kept = [&server] {
            return bodyOf(QUrl(server.url.toString() + u"/loki/api/v1/rules/team%20a/Refused"_s));
        };
        RuleShell shell(RuleShell::source("logs", server.url));
        const QByteArray expr = "sum(rate({service_name=\"shop\"} |= \"refused\" [1m])) > 5";
        const QString group = shell.write(
            u"group.yml"_s, "name: Refused\ninterval: 1s\nrules:\n- alert: Refused\n  expr: '" + expr + "'\n");
        const QStringList where{u"--source"_s, u"it"_s, u"--namespace"_s, u"team a"_s, u"--format"_s, u"json"_s};
        QVERIFY(shell.run({u"save"_s, group, u"--source"_s, u"it"_s, u"--namespace"_s, u"team/a"_s}) != 0);
        QVERIFY2(shell.errors.contains("no namespace with a slash"), shell.errors.constData());
        QCOMPARE(shell.run(QStringList{u"save"_s, group} + where), 0);
        QCOMPARE(shell.object()[u"seen"].toString(), u"fine"_s);
        QVERIFY2(kept().contains("refused"), kept().constData());
        QCOMPARE(evaluatedExprs(server.url, api, u"Refused"_s).size(), 1);
        QCOMPARE(shell.run({u"list"_s, u"Refused"_s, u"--format"_s, u"json"_s}), 0);
        QCOMPARE(shell.array()[0][u"file"_s].toString(), u"team a"_s);

        const QString rule =
            shell.write(u"rule.yml"_s, "- alert: Refused\n  expr: '" + QByteArray(expr).replace("> 5", "> 7") + "'\n");
        QCOMPARE(shell.run({u"save"_s, rule}), 0);
        QVERIFY(evaluatedExprs(server.url, api, u"Refused"_s).value(0).contains(u"> 7"_s));
        const QString lines = shell.write(u"lines.yml"_s, "- alert: Refused\n  expr: '{a=\"b\"}'\n");
        QCOMPARE(shell.run({u"save"_s, lines}), 2); // lines are no number
        QCOMPARE(shell.run({u"delete"_s, u"Refused"_s}), 0);
        QTRY_VERIFY(evaluatedExprs(server.url, api, u"Refused"_s).isEmpty());
        QVERIFY2(!kept().contains("refused"), kept().constData());
        QCOMPARE(shell.run({u"undo"_s}), 0); // of the deletion
        QVERIFY(kept().contains("> 7"));
        QCOMPARE(shell.run({u"undo"_s}), 0); // of the change
        QVERIFY(kept().contains("> 5"));
        (void)shell.run({u"undo"_s}); // of the group
        QVERIFY(!kept().contains("refused"));
    }
};

QTEST_GUILESS_MAIN(TestLokiRuler)
#include "tst_lokiruler.moc"
