// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/causes/causelist.h"

#include "models/base/clock.h"
#include "tests/support/failonwarning.h"
#include "widgets/base/theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using engine::CauseReport;
using engine::CauseSuspect;

namespace {

CauseSuspect suspect(const QString &service, CauseSuspect::Kind kind, double share, qint64 leadNs,
                     std::array<double, engine::causeBars> bars, const QStringList &reasons)
{
    CauseSuspect out;
    out.service = service;
    out.kind = kind;
    out.title = service;
    out.share = share;
    out.leadNs = leadNs;
    out.bars = bars;
    out.reasons = reasons;
    return out;
}

// As the design's mocks tell it.
std::shared_ptr<CauseReport> report()
{
    using Kind = CauseSuspect::Kind;
    auto out = std::make_shared<CauseReport>();
    out->incident = 2471;
    out->suspects = {suspect(u"payment v2.31.0 in eu-west"_s, Kind::Deploy, 0.86, 248 * base::nsPerSecond,
                             {0.9, 1, 0.95, 1, 1, 0.6}, {u"psp pool 100 % full, usually 25 %"_s, u"only in eu-west"_s}),
                     suspect(u"northpay is slow"_s, Kind::Latency, 0.07, 0, {0.6, 0.6, 0.5, 0.1, 0.2, 0.5},
                             {u"p99 1.12 s, usually 310 ms"_s}),
                     suspect(u"node-7: processor"_s, Kind::Resource, 0.002, -140 * base::nsPerSecond,
                             {0, 0.1, 0.2, 0, 0, 0}, {u"processor 3.90 cores, usually 2.80"_s})};
    out->suspects[1].isRight = false;
    return out;
}

} // namespace

class tst_CausePanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void init() { support::failOnAnyWarning(); }
    void theFirstSuspectIsCurrent();
    void keysMoveThroughTheSuspects();
    void theCurrentOneStaysWhenTheOrderChanges();
    void aRowIsSpokenWhole();
    void leadsAreSaidInWords();
    void itIsPaintedAtAnyWidth();
};

void tst_CausePanel::theFirstSuspectIsCurrent()
{
    ui::CauseList list;
    QVERIFY(!list.current());
    list.show(report());
    QCOMPARE(list.current()->service, u"payment v2.31.0 in eu-west"_s);
    list.show(nullptr);
    QVERIFY(!list.current());
}

void tst_CausePanel::keysMoveThroughTheSuspects()
{
    ui::CauseList list;
    list.resize(600, 200);
    list.show(report());
    QSignalSpy opened(&list, &ui::CauseList::activated);
    QTest::keyClick(&list, Qt::Key_Down);
    QCOMPARE(list.current()->service, u"northpay is slow"_s);
    QTest::keyClick(&list, Qt::Key_End);
    QTest::keyClick(&list, Qt::Key_Down); // nothing below
    QCOMPARE(list.current()->service, u"node-7: processor"_s);
    QTest::keyClick(&list, Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QTest::keyClick(&list, Qt::Key_Home);
    QCOMPARE(list.current()->service, u"payment v2.31.0 in eu-west"_s);
}

void tst_CausePanel::theCurrentOneStaysWhenTheOrderChanges()
{
    ui::CauseList list;
    list.show(report());
    list.setCurrent(u"northpay is slow"_s);
    auto next = report();
    std::swap(next->suspects[0], next->suspects[1]);
    list.show(next);
    QCOMPARE(list.current()->service, u"northpay is slow"_s);
    next = report();
    next->incident = 1; // another incident begins at its top
    list.show(next);
    QCOMPARE(list.current()->service, u"payment v2.31.0 in eu-west"_s);
}

void tst_CausePanel::aRowIsSpokenWhole()
{
    ui::CauseList list;
    list.show(report());
    const QString spoken = list.accessibleDescription();
    QVERIFY(spoken.contains(u"86 %"_s));
    QVERIFY(spoken.contains(u"Region 99 %"_s));
    QVERIFY(spoken.contains(u"only in eu-west"_s));
}

void tst_CausePanel::leadsAreSaidInWords()
{
    const auto shown = report();
    QVERIFY(ui::leadText(shown->suspects[0]).endsWith(u"before"_s));
    QCOMPARE(ui::leadText(shown->suspects[1]), u"at onset"_s);
    QVERIFY(ui::leadText(shown->suspects[2]).endsWith(u"after"_s));
    QCOMPARE(ui::leadText(CauseSuspect()), QString());
}

void tst_CausePanel::itIsPaintedAtAnyWidth()
{
    ui::CauseList list;
    list.show(report());
    for (const int width : {120, 300, 480, 900}) {
        list.resize(width, 160);
        const QImage image = list.grab().toImage();
        QVERIFY(!image.isNull());
        const QString folder = qEnvironmentVariable("WF_SHOTS");
        if (!folder.isEmpty())
            image.save(u"%1/causes-%2.png"_s.arg(folder).arg(width));
    }
}

QTEST_MAIN(tst_CausePanel)
#include "tst_causepanel.moc"
