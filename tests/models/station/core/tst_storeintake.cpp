// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/core/storeintake.h"

#include "tests/support/failonwarning.h"
#include "tests/support/fakeclock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace wf::station;

namespace {

constexpr qint64 ageNs = 60 * base::nsPerDay;

std::vector<signals::LogLine> linesOf(std::initializer_list<qint64> times)
{
    std::vector<signals::LogLine> out;
    for (const qint64 ns : times)
        out.push_back({ns, "a line", base::Labels({{"service", "shop"}}), {}, signals::LogLevel::Info, {}});
    return out;
}

} // namespace

class tst_StoreIntake : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { support::failOnAnyWarning(); }
    void thePastOfALogFileIsLeftOutAndNothingIsWrong();
    void anOldLineThatIsSentIsRefusedWithItsReason();

private:
    QTemporaryDir m_folder;
    base::ManualClock m_clock = support::clockAt();
};

void tst_StoreIntake::thePastOfALogFileIsLeftOutAndNothingIsWrong()
{
    StoreIntake intake(
        std::make_shared<StationStores>(m_folder.filePath(QStringLiteral("a")), m_clock, StationStores::Notice()),
        std::make_shared<LineFeed>(), m_clock);
    const auto taken =
        intake.takeMarkedLogs(linesOf({m_clock.nowNs() - ageNs, m_clock.nowNs()}), {{"file:app.log", "120"}});
    QVERIFY(taken.ok());
    QCOMPARE(taken->taken, 1);
    QCOMPARE(taken->past, 1);
    QVERIFY(taken->refused.empty());
    QCOMPARE(intake.counts().lines.past, 1);
    QCOMPARE(intake.counts().lines.refusedCount(), 0);
}

void tst_StoreIntake::anOldLineThatIsSentIsRefusedWithItsReason()
{
    StoreIntake intake(
        std::make_shared<StationStores>(m_folder.filePath(QStringLiteral("b")), m_clock, StationStores::Notice()),
        std::make_shared<LineFeed>(), m_clock);
    const auto taken = intake.takeLogs(linesOf({m_clock.nowNs() - ageNs, m_clock.nowNs()}));
    QVERIFY(taken.ok());
    QCOMPARE(taken->taken, 1);
    QCOMPARE(taken->past, 0);
    QCOMPARE(taken->refusedCount(), 1);
    QVERIFY(taken->refused.front().reason.startsWith(QLatin1StringView("Too old")));
}

QTEST_GUILESS_MAIN(tst_StoreIntake)
#include "tst_storeintake.moc"
