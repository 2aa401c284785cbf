// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/editing/draftshelf.h"

#include "models/store/ledger.h"
#include "tests/models/store/asking.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest/QtTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;

namespace {

struct World {
    QTemporaryDir dir;
    base::SystemClock clock;
    store::Store files{test::quietOptions(dir.path()), clock};
    std::unique_ptr<DraftShelf> shelf = open();

    std::unique_ptr<DraftShelf> open()
    {
        auto out = std::make_unique<DraftShelf>(files.ledger(), clock, u"ada"_s);
        return QTest::qWaitFor([&out] { return out->isLoaded(); }) ? std::move(out) : nullptr;
    }
};

EditedRule draft()
{
    EditedRule out(u"- alert: A\n  expr: up == 0\n"_s, {u"g"_s, 0, false});
    out.set(RuleField::For, u"5m"_s);
    return out;
}

const QString key = u"prom\n/etc/rules.yml\ng\nA\n0"_s;

} // namespace

class TestDraftShelf : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDraftIsThereAgainWithoutAnybodyClosingAnything()
    {
        World world;
        world.shelf->put(key, draft(), u"prom"_s);
        QVERIFY(!world.shelf->isKept());
        QTRY_VERIFY(world.shelf->isKept()); // by itself, within half a second
        const auto after = world.open();    // while the first still lives, as after a crash
        QVERIFY(after != nullptr);
        const ShelvedDraft *found = after->find(key);
        QVERIFY(found != nullptr);
        QVERIFY(found->rule == draft());
        QCOMPARE(found->source, u"prom"_s);
        QCOMPARE(found->by, u"ada"_s);
        QVERIFY(found->atNs > 0);
    }

    void aDroppedDraftIsGoneAndItsTestsStay()
    {
        World world;
        world.shelf->put(key, draft(), u"prom"_s);
        world.shelf->putTests(key, u"tests: []\n"_s);
        QSignalSpy spy(world.shelf.get(), &DraftShelf::changed);
        world.shelf->drop(key);
        QCOMPARE(spy.size(), 1);
        QTRY_VERIFY(world.shelf->isKept());
        const auto after = world.open();
        QVERIFY(after->find(key) == nullptr);
        QCOMPARE(after->tests(key), u"tests: []\n"_s);
    }

    void testsGoWithARenamedRule()
    {
        World world;
        world.shelf->putTests(key, u"tests: []\n"_s);
        world.shelf->moveTests(key, u"other"_s);
        world.shelf->keepNow();
        QTRY_VERIFY(world.shelf->isKept());
        const auto after = world.open();
        QCOMPARE(after->tests(key), QString());
        QCOMPARE(after->tests(u"other"_s), u"tests: []\n"_s);
    }
};

QTEST_GUILESS_MAIN(TestDraftShelf)
#include "tst_draftshelf.moc"
