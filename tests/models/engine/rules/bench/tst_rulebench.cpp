// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/bench/rulebench.h"

#include "models/store/store.h"
#include "tests/models/engine/rules/saving/fakerulesource.h"
#include "tests/models/store/asking.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

const QByteArray fileText = "groups:\n"
                            "- name: pool\n"
                            "  interval: 30s\n"
                            "  rules:\n"
                            "  - alert: Full # agreed\n"
                            "    expr: used > 0.98\n"
                            "    for: 1m\n"
                            "  - alert: Else\n"
                            "    expr: up == 0\n";

struct World {
    QTemporaryDir dir;
    QString path = dir.filePath(u"pool.yml"_s);
    base::SystemClock clock;
    async::Pools pools;
    store::Store files{test::quietOptions(dir.filePath(u"store"_s)), clock};
    tests::FakeRuleSource prometheus{u"p"_s, sources::RuleKeeping::Files};
    sources::SourceSet set;
    std::unique_ptr<RuleDesk> desk;
    std::unique_ptr<DraftShelf> shelf;
    std::unique_ptr<RuleBench> bench;
    std::vector<RuleBench::Said> said;

    explicit World(const RuleAccess &access = {u"ada"_s, false, {}})
    {
        write(fileText);
        signals::Rule full = rule(u"Full"_s, u"used > 0.98"_s);
        full.forNs = base::nsPerMinute;
        prometheus.ruleList = {full, rule(u"Else"_s, u"up == 0"_s)};
        set.metrics = {&prometheus};
        desk = std::make_unique<RuleDesk>(
            RuleDesk::Context{set, clock, pools, nullptr, dir.filePath(u"saved"_s), QString()}, access);
        desk->setLookFor(std::chrono::milliseconds(0));
        open();
    }
    void open()
    {
        bench.reset();
        shelf = std::make_unique<DraftShelf>(files.ledger(), clock, u"ada"_s);
        bench = std::make_unique<RuleBench>(*desk, *shelf, pools);
        QObject::connect(bench.get(), &RuleBench::said, bench.get(), [this](const auto &one) { said.push_back(one); });
        (void)QTest::qWaitFor([this] { return shelf->isLoaded(); });
    }
    signals::Rule rule(const QString &name, const QString &query) const
    {
        signals::Rule out;
        out.name = name;
        out.query = query;
        out.group = u"pool"_s;
        out.file = path;
        out.source = u"p"_s;
        out.health = u"ok"_s;
        return out;
    }
    KnownRulePtr known(std::size_t index = 0) const
    {
        RuleAnswer answer;
        answer.source.id = answer.source.name = u"p"_s;
        answer.rules = prometheus.ruleList;
        return foldRules({answer}, clock.nowNs())->groups.front().rules.at(index);
    }
    void write(const QByteArray &text) const
    {
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate) || out.write(text) != text.size())
            qFatal("cannot write");
    }
    [[nodiscard]] QByteArray kept() const
    {
        QFile in(path);
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    [[nodiscard]] bool isReady() const { return bench->phase() == RuleBench::Phase::Ready && !bench->isComparing(); }
    [[nodiscard]] bool says(const QString &text) const
    {
        return std::ranges::any_of(said, [&text](const auto &one) { return one.words.contains(text); });
    }
};

} // namespace

class TestRuleBench : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void opensARuleAsItIsKeptWithItsComments()
    {
        World world;
        world.bench->open(world.known());
        QTRY_VERIFY(world.isReady());
        QVERIFY(world.bench->rule().text().contains(u"# agreed"_s));
        QCOMPARE(world.bench->home().file, world.path);
        QVERIFY(!world.bench->rule().isChanged());
        QCOMPARE(world.bench->whyNotSaved(), u"Nothing was changed"_s);
        QVERIFY(world.bench->changes().empty());
    }

    void showsWhatWouldBeSavedAndSavesExactlyThat()
    {
        World world;
        world.bench->open(world.known());
        QTRY_VERIFY(world.isReady());
        world.bench->set(RuleField::For, u"30s"_s);
        QTRY_VERIFY(!world.bench->changes().empty() && world.bench->check());
        QStringList lines;
        for (const auto &line : world.bench->changes())
            if (line.kind != base::DiffLine::Kind::Same)
                lines << (line.kind == base::DiffLine::Kind::Come ? u'+' : u'-') + line.text.trimmed();
        QCOMPARE(lines, (QStringList{u"-for: 1m"_s, u"+for: 30s"_s}));
        QCOMPARE(world.kept(), fileText); // nothing is written before it is saved
        QCOMPARE(world.bench->whyNotSaved(), QString());
        world.bench->save();
        QTRY_COMPARE(world.kept(), QByteArray(fileText).replace("for: 1m", "for: 30s"));
        QTRY_VERIFY(world.isReady() && !world.bench->rule().isChanged());
        QVERIFY(!world.said.empty());
        QVERIFY(world.said.front().canUndo);
        QVERIFY(world.shelf->find(world.bench->key()) == nullptr);
        world.bench->undo();
        QTRY_COMPARE(world.kept(), fileText);
        QTRY_COMPARE(world.bench->rule().value(RuleField::For), u"1m"_s);
    }

    void aDraftOutlivesACrashAndComesBackWithTheRule()
    {
        World world;
        world.bench->open(world.known());
        QTRY_VERIFY(world.isReady());
        world.bench->set(RuleField::Expr, u"used > 0.5"_s);
        QTRY_VERIFY(world.shelf->isKept());
        const QString text = world.bench->rule().text();
        world.open(); // another console, on what the ledger has
        world.bench->open(world.known());
        QTRY_VERIFY(world.isReady());
        QCOMPARE(world.bench->rule().text(), text);
        QVERIFY(world.bench->rule().isChanged(RuleField::Expr));
        const EditedRule before = world.bench->takeBack();
        QVERIFY(!world.bench->rule().isChanged());
        QVERIFY(world.shelf->find(world.bench->key()) == nullptr);
        world.bench->restore(before);
        QCOMPARE(world.bench->rule().text(), text);
        QVERIFY(world.shelf->find(world.bench->key()) != nullptr);
    }

    void whatSomebodyElseWroteIsNotOverwritten()
    {
        World world;
        world.bench->open(world.known());
        QTRY_VERIFY(world.isReady());
        world.bench->set(RuleField::For, u"30s"_s);
        QTRY_VERIFY(world.isReady());
        const QByteArray theirs = QByteArray(fileText).replace("0.98", "0.9");
        world.write(theirs);
        world.bench->save();
        QTRY_VERIFY(world.bench->conflict().has_value());
        QCOMPARE(world.kept(), theirs);
        QVERIFY(world.bench->rule().isChanged());
        world.bench->takeTheirs(); // now against what they wrote
        QTRY_VERIFY(world.isReady());
        QVERIFY(!world.bench->conflict());
        QCOMPARE(world.bench->rule().value(RuleField::For), u"30s"_s);
        world.bench->save();
        QTRY_VERIFY(world.kept().contains("for: 30s"));
    }

    void aBrokenDraftIsNotSavedAndSaysWhy()
    {
        World world;
        world.bench->open(world.known());
        QTRY_VERIFY(world.isReady());
        world.bench->set(RuleField::Expr, u"used > )"_s);
        QVERIFY(!world.bench->whyNotSaved().isEmpty());
        world.bench->save();
        QVERIFY(world.says(u"Not saved"_s));
        QCOMPARE(world.kept(), fileText);
    }

    void aReadOnlyConsoleSaysSo()
    {
        World world({u"ada"_s, true, u"Read only. Ask the owner."_s});
        world.bench->open(world.known());
        QTRY_VERIFY(world.isReady());
        world.bench->set(RuleField::For, u"30s"_s);
        QCOMPARE(world.bench->whyNotSaved(), u"Read only. Ask the owner."_s);
        QCOMPARE(world.bench->whyNotRemoved(), u"Read only. Ask the owner."_s);
    }

    void aDeletedRuleIsGoneAndComesBack()
    {
        World world;
        QSignalSpy removed(world.bench.get(), &RuleBench::removed);
        world.bench->open(world.known(1));
        QTRY_VERIFY(world.isReady());
        QCOMPARE(world.bench->whyNotRemoved(), QString());
        world.bench->remove();
        QTRY_COMPARE(removed.size(), 1);
        QVERIFY(!world.kept().contains("Else"));
        QVERIFY(!world.bench->isOpen());
        world.bench->undo();
        QTRY_COMPARE(world.kept(), fileText);
    }

    void aNewRuleWaitsForAFileAndIsSavedThere()
    {
        World world;
        world.bench->begin(u"- alert: Fresh\n  expr: up == 0\n"_s, {u"mine"_s, 0, false}, u"p"_s);
        QTRY_VERIFY(world.isReady());
        QVERIFY(world.bench->rule().isFresh());
        QVERIFY(world.shelf->find(world.bench->key()) != nullptr);
        const QString path = world.dir.filePath(u"new.yml"_s);
        world.bench->chooseFile(path);
        QTRY_VERIFY(world.bench->home().file == path && world.isReady());
        QTRY_COMPARE(world.bench->whyNotSaved(), QString());
        world.bench->save();
        QTRY_VERIFY(QFile::exists(path));
        QTRY_VERIFY(world.isReady() && !world.bench->rule().isChanged());
        QCOMPARE(world.bench->key(), QStringList({u"p"_s, path, u"mine"_s, u"Fresh"_s, u"0"_s}).join(u'\n'));
    }

    void unitTestsRunAgainstWhatIsWritten()
    {
        World world;
        world.bench->open(world.known());
        QTRY_VERIFY(world.isReady());
        QTRY_VERIFY(!world.bench->testsToBeginWith().isEmpty());
        const QString tests = u"rule_files: [x.yml]\n"
                              "tests:\n"
                              "  - interval: 1m\n"
                              "    input_series:\n"
                              "      - series: used\n"
                              "        values: '1x10'\n"
                              "    alert_rule_test:\n"
                              "      - eval_time: 2m\n"
                              "        alertname: Full\n"
                              "        exp_alerts:\n"
                              "          - exp_labels: {}\n"_s;
        world.bench->setTests(tests);
        world.bench->runTests();
        QTRY_VERIFY(world.bench->testRun().has_value());
        QVERIFY2(world.bench->testRun()->report.ok(),
                 qPrintable(world.bench->testRun()->report.ok() ? QString()
                                                                : world.bench->testRun()->report.error().summary));
        QCOMPARE(world.bench->testRun()->report->failures.size(), std::size_t(0));
        world.bench->set(RuleField::For, u"5m"_s);
        QVERIFY(!world.bench->testRun()); // it speaks of another text
        world.bench->runTests();
        QTRY_VERIFY(world.bench->testRun().has_value());
        QCOMPARE(world.bench->testRun()->report->failures.size(), std::size_t(1));
        QCOMPARE(world.bench->testRun()->report->failures.front().place.line, 8);
    }
};

QTEST_GUILESS_MAIN(TestRuleBench)
#include "tst_rulebench.moc"
