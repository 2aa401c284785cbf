// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/import/ruleimporter.h"

#include "tests/models/engine/rules/saving/fakerulesource.h"
#include "tests/support/failonwarning.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

const QByteArray theirs = "groups:\n"
                          "- name: queue\n  interval: 30s\n  rules:\n  - alert: QueueGrows\n    expr: queue > 1\n"
                          "- name: disk\n  rules:\n  - alert: DiskFull\n    expr: disk_free < 1\n";

struct Rig {
    QTemporaryDir dir;
    base::SystemClock clock;
    async::Pools pools;
    tests::FakeRuleSource mimir{u"mimir"_s, sources::RuleKeeping::Ruler};
    sources::SourceSet set{{&mimir}, {}, {}, {}};
    RuleDesk desk{{set, clock, pools, nullptr, dir.filePath(u"saved"_s), QString()}, {u"mara"_s, false, {}}};
    RuleImporter importer{desk, pools};

    ForeignRulesPtr read(const QByteArray &text)
    {
        const QString path = dir.filePath(u"theirs.yml"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write");
        file.close();
        std::optional<base::Result<ForeignRulesPtr>> out;
        importer.read(path, std::make_shared<RuleSnapshot>(), [&out](const auto &rules) { out = rules; });
        (void)QTest::qWaitFor([&out] { return out.has_value(); });
        return out && out->ok() ? **out : nullptr;
    }
    RuleHome home() const
    {
        RuleHome out;
        out.kind = RuleHomeKind::Ruler;
        out.source = out.sourceName = u"mimir"_s;
        out.nameSpace = u"imported"_s;
        return out;
    }
    ImportedRules take(const ForeignRulesPtr &rules, std::vector<int> chosen)
    {
        std::optional<ImportedRules> out;
        importer.take(rules, std::move(chosen), home(), [&out](const ImportedRules &done) { out = done; });
        (void)QTest::qWaitFor([&out] { return out.has_value(); });
        return out.value_or(ImportedRules());
    }
};

} // namespace

class TstRuleImporter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }

    void groupsAreKeptOneByOneAndTakenBackTogether()
    {
        Rig rig;
        rig.desk.setLookFor(std::chrono::milliseconds(0));
        const auto rules = rig.read(theirs);
        QVERIFY(rules);
        const auto done = rig.take(rules, {0, 1});
        QVERIFY2(done.hasAll(), qPrintable(done.refused.join(u' ')));
        QCOMPARE(done.rules, 2);
        QCOMPARE(done.saves.size(), std::size_t(2));
        QCOMPARE(rig.mimir.groups.size(), std::size_t(2));
        QVERIFY(rig.mimir.groups.at({u"imported"_s, u"queue"_s}).contains("interval: 30s"));
        std::optional<base::Result<base::Done>> undone;
        rig.importer.undo(done, [&undone](const auto &one) { undone = one; });
        QTRY_VERIFY(undone);
        QVERIFY2(undone->ok(), undone->ok() ? "" : qPrintable(undone->error().summary));
        QVERIFY(rig.mimir.groups.empty());
    }

    void whatIsRefusedIsNamedAndTheRestIsKept()
    {
        Rig rig;
        rig.desk.setLookFor(std::chrono::milliseconds(0));
        rig.mimir.groups[{u"imported"_s, u"queue"_s}] = "name: queue\nrules: [\n"; // nobody can change that
        const auto done = rig.take(rig.read(theirs), {0, 1});
        QCOMPARE(done.refused.size(), 1);
        QVERIFY2(done.refused.front().startsWith(u"queue is not kept: "_s), qPrintable(done.refused.front()));
        QCOMPARE(done.rules, 1);
        QVERIFY(rig.mimir.groups.contains({u"imported"_s, u"disk"_s}));
    }

    void twiceTheSameChangesNothing()
    {
        Rig rig;
        rig.desk.setLookFor(std::chrono::milliseconds(0));
        const auto rules = rig.read(theirs);
        (void)rig.take(rules, {0, 1});
        const int puts = rig.mimir.puts;
        const auto again = rig.take(rules, {0, 1});
        QVERIFY(again.hasAll() && again.saves.empty());
        QCOMPARE(again.rules, 2);
        QCOMPARE(rig.mimir.puts, puts);
    }

    void aFileThatIsNotThereSaysSo()
    {
        Rig rig;
        std::optional<base::Result<ForeignRulesPtr>> out;
        rig.importer.read(rig.dir.filePath(u"nowhere.yml"_s), std::make_shared<RuleSnapshot>(),
                          [&out](const auto &rules) { out = rules; });
        QTRY_VERIFY(out);
        QCOMPARE(out->error().kind, base::ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TstRuleImporter)
#include "tst_ruleimporter.moc"
