// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/peers/ruleshell.h"
#include "tests/support/peerlist.h"

#include <QStandardPaths>
#include <QTcpServer>

#include <csignal>
#include <sys/types.h>

using namespace wf;
using namespace wf::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray ruleFile = "# watched by payments\n"
                            "groups:\n"
                            "  - name: shop\n"
                            "    interval: 1s\n"
                            "    rules:\n"
                            "      - alert: Down   # of anything\n"
                            "        expr: up == 0\n";

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<none>");
}

// A Prometheus of the test's own, of the version of a peer, that reads one rule file.
class OwnPrometheus {
public:
    OwnPrometheus(const QString &program, bool reloads)
    {
        QTcpServer free;
        if (!free.listen(QHostAddress::LocalHost))
            return;
        url = QUrl(u"http://127.0.0.1:%1"_s.arg(free.serverPort()));
        free.close();
        put(rules, ruleFile);
        const QString config = m_dir.filePath(u"prometheus.yml"_s);
        put(config, "global: {scrape_interval: 1s, evaluation_interval: 1s}\nrule_files: [rules.yml]\n"
                    "scrape_configs: [{job_name: me, static_configs: [{targets: ['" +
                        url.authority().toUtf8() + "']}]}]\n");
        QStringList words{u"--config.file="_s + config, u"--storage.tsdb.path="_s + m_dir.filePath(u"data"_s),
                          u"--web.listen-address="_s + url.authority(), u"--log.level=error"_s};
        if (reloads)
            words << u"--web.enable-lifecycle"_s;
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(program, words);
    }
    ~OwnPrometheus()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    OwnPrometheus(const OwnPrometheus &) = delete;
    OwnPrometheus &operator=(const OwnPrometheus &) = delete;
    [[nodiscard]] bool isReady()
    {
        return QTest::qWaitFor([this] { return !exprs(u"Down"_s).isEmpty(); }, 60'000);
    }
    [[nodiscard]] QStringList exprs(const QString &name) const { return evaluatedExprs(url, u"/api/v1/rules"_s, name); }
    void hangUp() const { ::kill(static_cast<pid_t>(m_process.processId()), SIGHUP); }
    static void put(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    QUrl url;

private:
    QTemporaryDir m_dir;

public:
    QString rules = m_dir.filePath(u"rules.yml"_s);

private:
    QProcess m_process;
};

QString programOf(const PeerList &peers, const QString &name)
{
    return QFile::symLinkTarget(u"/proc/%1/exe"_s.arg(peers.find(name)->pid));
}

} // namespace

// Rules kept with real servers through the command line: a Prometheus of each version, with and without permission to
// reload, a Loki whose ruler may only be read, and the station.
class TestSavedRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void inAFileThatIsReloaded_data() { everyPeer(u"prometheus"_s); }
    void inAFileThatIsReloaded();
    void inAFileThatNobodyMayReload_data() { everyPeer(u"prometheus"_s); }
    void inAFileThatNobodyMayReload();
    void promtoolHasAWord();
    void behindLokisRuler_data() { everyPeer(u"loki"_s); }
    void behindLokisRuler();
    void inTheStation();

private:
    static void everyPeer(const QString &kind)
    {
        QTest::addColumn<QString>("name");
        const auto peers = PeerList::load().ofKind(kind);
        for (const Peer &peer : peers)
            QTest::newRow(qPrintable(peer.name)) << peer.name;
        if (peers.isEmpty())
            QTest::newRow(qPrintable(kind)) << kind;
    }
};

void TestSavedRules::inAFileThatIsReloaded()
{
    QFETCH(QString, name);
    const PeerList peers = PeerList::load();
    WF_NEED_PEER(peers, name);
    OwnPrometheus server(programOf(peers, name), true);
    QVERIFY(server.isReady());
    RuleShell shell(RuleShell::source("metrics", server.url));

    QTRY_COMPARE_WITH_TIMEOUT(shell.run({u"list"_s, u"--format"_s, u"json"_s}), 0, 30'000);
    QCOMPARE(shell.array()[0][u"name"].toString(), u"Down"_s);
    QCOMPARE(shell.run({u"show"_s, u"Down"_s, u"--format"_s, u"json"_s}), 0);
    QCOMPARE(shell.object()[u"homes"][0][u"file"].toString(), server.rules);
    QVERIFY(shell.object()[u"homes"][0][u"writable"].toBool());

    const QString rule = shell.write(u"rule.yml"_s, "- alert: Down\n  expr: up == 0 or up == 2\n");
    QCOMPARE(shell.run({u"diff"_s, rule}), 1);
    QVERIFY(shell.output.contains("-        expr: up == 0\n") && shell.output.contains("+        expr: up == 0 or"));
    QCOMPARE(readAll(server.rules), ruleFile);
    QCOMPARE(shell.run({u"save"_s, rule, u"--format"_s, u"json"_s}), 0);
    QCOMPARE(shell.object()[u"seen"].toString(), u"fine"_s);
    QCOMPARE(server.exprs(u"Down"_s), QStringList{u"up == 0 or up == 2"_s});
    QCOMPARE(readAll(server.rules), QByteArray(ruleFile).replace("up == 0", "up == 0 or up == 2"));
    QCOMPARE(readAll(shell.object()[u"backup"].toString()), ruleFile);

    // Errors touch nothing; a second rule joins the group; both go and come back.
    const QString broken = shell.write(u"broken.yml"_s, "- alert: Down\n  expr: up == == 0\n");
    QCOMPARE(shell.run({u"save"_s, broken}), 2);
    QCOMPARE(server.exprs(u"Down"_s), QStringList{u"up == 0 or up == 2"_s});
    const QString second = shell.write(u"second.yml"_s, "- record: ups\n  expr: sum(up)\n");
    QCOMPARE(shell.run({u"save"_s, second}), 3); // which group?
    QCOMPARE(shell.run({u"save"_s, second, u"--group"_s, u"shop"_s, u"--file"_s, server.rules}), 0);
    QCOMPARE(server.exprs(u"ups"_s), QStringList{u"sum(up)"_s});
    QCOMPARE(shell.run({u"replay"_s, u"--rule"_s, u"Down"_s, u"--days"_s, u"1"_s}), 0);
    QCOMPARE(shell.run({u"delete"_s, u"ups"_s}), 0);
    QVERIFY(server.exprs(u"ups"_s).isEmpty());
    QCOMPARE(shell.run({u"undo"_s}), 0);
    QCOMPARE(server.exprs(u"ups"_s).size(), 1);

    // Somebody else has written meanwhile.
    OwnPrometheus::put(server.rules, ruleFile);
    QCOMPARE(shell.run({u"undo"_s, u"--format"_s, u"json"_s}), 2);
    QVERIFY(shell.object()[u"conflict"].toString().contains(server.rules));
    QCOMPARE(readAll(server.rules), ruleFile);
    QCOMPARE(shell.run({u"undo"_s, u"--force"_s}), 0);
    QCOMPARE(shell.run({u"saves"_s, u"--format"_s, u"json"_s}), 0);
    QCOMPARE(shell.array().size(), 5);
}

void TestSavedRules::inAFileThatNobodyMayReload()
{
    QFETCH(QString, name);
    const PeerList peers = PeerList::load();
    WF_NEED_PEER(peers, name);
    OwnPrometheus server(programOf(peers, name), false);
    QVERIFY(server.isReady());
    RuleShell shell(RuleShell::source("metrics", server.url));
    const QString rule = shell.write(u"rule.yml"_s, "- alert: Down\n  expr: up == 3\n");
    QCOMPARE(shell.run({u"save"_s, rule, u"--format"_s, u"json"_s}), 1);
    QVERIFY(shell.object()[u"words"].toString().contains(u"--web.enable-lifecycle"_s));
    QCOMPARE(shell.object()[u"seen"].toString(), u"missing"_s);
    QCOMPARE(server.exprs(u"Down"_s), QStringList{u"up == 0"_s});
    server.hangUp();
    QTRY_COMPARE_WITH_TIMEOUT(server.exprs(u"Down"_s), QStringList{u"up == 3"_s}, 20'000);
    // It is told that the server could not load what somebody else broke.
    OwnPrometheus::put(server.rules, "groups: [");
    server.hangUp();
    QTRY_VERIFY_WITH_TIMEOUT(
        bodyOf(QUrl(server.url.toString() + u"/api/v1/status/runtimeinfo"_s)).contains("\"reloadConfigSuccess\":false"),
        20'000);
    const QString whole = shell.write(u"whole.yml"_s, QByteArray(ruleFile).replace("up == 0", "up == 4"));
    QCOMPARE(shell.run({u"save"_s, whole, u"--file"_s, server.rules, u"--format"_s, u"json"_s}), 2);
    QCOMPARE(shell.object()[u"seen"].toString(), u"load-failed"_s);
    server.hangUp();
    QTRY_COMPARE_WITH_TIMEOUT(server.exprs(u"Down"_s), QStringList{u"up == 4"_s}, 20'000);
}

// What we take for a warning, and a Prometheus without feature flags refuses.
void TestSavedRules::promtoolHasAWord()
{
    if (QStandardPaths::findExecutable(u"promtool"_s).isEmpty())
        QSKIP("promtool is not on this machine");
    RuleShell shell(RuleShell::source("metrics", QUrl(u"http://127.0.0.1:1"_s)));
    const QString path = shell.write(u"rules.yml"_s, ruleFile);
    const QString whole = shell.write(u"whole.yml"_s, QByteArray(ruleFile).replace("up == 0", "limitk(1, up) == 0"));
    QCOMPARE(shell.run({u"save"_s, whole, u"--source"_s, u"it"_s, u"--file"_s, path}), 2);
    QVERIFY2(shell.errors.contains("promtool refuses"), shell.errors.constData());
    QCOMPARE(readAll(path), ruleFile);
}

// The ruler of this Loki keeps its rules in a `local` store, which nobody writes through the API.
void TestSavedRules::behindLokisRuler()
{
    QFETCH(QString, name);
    const PeerList peers = PeerList::load();
    WF_NEED_PEER(peers, name);
    RuleShell shell(RuleShell::source("logs", peers.find(name)->url));
    const QString lines = shell.write(u"lines.yml"_s, "name: g\nrules:\n- alert: Lines\n  expr: '{a=\"b\"}'\n");
    QVERIFY(shell.run({u"save"_s, lines, u"--source"_s, u"it"_s, u"--namespace"_s, u"team/a"_s}) != 0);
    const QString group =
        shell.write(u"group.yml"_s, "name: g\nrules:\n- alert: Refused\n  expr: 'sum(rate({app=\"x\"}[1m])) > 5'\n");
    QVERIFY(shell.run({u"save"_s, group, u"--source"_s, u"it"_s, u"--namespace"_s, u"team/a"_s}) != 0);
    QVERIFY(!shell.errors.isEmpty());
    QCOMPARE(shell.run({u"saves"_s, u"--format"_s, u"json"_s}), 0);
    QVERIFY(shell.array().isEmpty());
}

// Kept although no console runs; evaluated when one does.
void TestSavedRules::inTheStation()
{
    RuleShell shell({}, "station: default\n");
    const QString rule = shell.write(u"rule.yml"_s, "- alert: Mine\n  expr: up == 0\n");
    QCOMPARE(shell.run({u"save"_s, rule, u"--group"_s, u"mine"_s, u"--wait"_s, u"0s"_s, u"--format"_s, u"json"_s}), 1);
    QCOMPARE(shell.object()[u"seen"].toString(), u"waiting"_s);
    QCOMPARE(shell.run({u"list"_s, u"Mine"_s, u"--format"_s, u"json"_s}), 1); // evaluated by nobody
    QCOMPARE(shell.array()[0][u"file"].toString(), u"console"_s);
    QVERIFY(shell.run({u"list"_s, u"--format"_s, u"json"_s}) == 1 && shell.array().size() > 10); // the built-in ones
    QCOMPARE(shell.run({u"show"_s, u"Mine"_s}), 0);
    QVERIFY(shell.output.contains("expr: up == 0"));
    QCOMPARE(shell.run({u"delete"_s, u"Mine"_s}), 0);
    (void)shell.run({u"list"_s, u"Mine"_s, u"--format"_s, u"json"_s});
    QVERIFY(shell.array().isEmpty());
}

QTEST_GUILESS_MAIN(TestSavedRules)
#include "tst_savedrules.moc"
