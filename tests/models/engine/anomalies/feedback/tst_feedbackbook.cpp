// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/feedback/feedbackbook.h"

#include "models/store/store.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using analysis::FeedbackKind;

class FeedbackBookTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void whatWasSaidIsThereAfterARestartAndSoIsWhatWasTakenBack()
    {
        QTemporaryDir dir;
        const base::ManualClock clock(1'763'700'000 * base::nsPerSecond);
        store::StoreOptions options;
        options.directory = dir.path();
        {
            store::Store files(options, clock);
            engine::FeedbackBook book(files.ledger());
            int kept = 0;
            const auto count = [&kept](const base::Status &status) { kept += status.ok() ? 1 : 0; };
            book.say(u"a"_s, u"checkout"_s, {FeedbackKind::Real, 1000}, u"mara"_s, count);
            book.say(u"a"_s, u"checkout"_s, {FeedbackKind::NotReal, 2000}, u"mara"_s, count);
            book.say(u"b"_s, u"cart"_s, {FeedbackKind::ExpectedWeekly, 3000}, u"mara"_s, count);
            QTRY_COMPARE(kept, 3);
            QCOMPARE(book.of(u"a"_s).all().size(), 2U);
            book.undo(u"a"_s, u"checkout"_s, u"mara"_s, count);
            QTRY_COMPARE(kept, 4);
            QCOMPARE(book.of(u"a"_s).precision(), std::optional(1.0));
            book.keepShare(0.25);
        }
        store::Store files(options, clock);
        engine::FeedbackBook book(files.ledger());
        book.load();
        QTRY_VERIFY(book.isLoaded());
        QVERIFY(!book.error());
        QCOMPARE(book.of(u"a"_s).all(), (std::vector<analysis::Feedback>{{FeedbackKind::Real, 1000}}));
        QVERIFY(book.of(u"b"_s).isExpected(3000 + 7LL * 86'400'000));
        QTRY_COMPARE(book.share(), std::optional(0.25));
    }
    void thereIsNothingToTakeBackOfASeriesNobodySpokeOf()
    {
        QTemporaryDir dir;
        const base::ManualClock clock(1'763'700'000 * base::nsPerSecond);
        store::StoreOptions options;
        options.directory = dir.path();
        store::Store files(options, clock);
        engine::FeedbackBook book(files.ledger());
        std::optional<base::ErrorKind> said;
        book.undo(u"a"_s, u"checkout"_s, u"mara"_s, [&](const base::Status &status) { said = status.error().kind; });
        QCOMPARE(said, std::optional(base::ErrorKind::NotFound));
    }
    void namesGoBothWays()
    {
        for (const auto kind : {FeedbackKind::Real, FeedbackKind::NotReal, FeedbackKind::ExpectedWeekly})
            QCOMPARE(engine::feedbackNamed(engine::feedbackName(kind)), std::optional(kind));
        QVERIFY(!engine::feedbackNamed(u"maybe"_s));
    }
};

QTEST_GUILESS_MAIN(FeedbackBookTest)
#include "tst_feedbackbook.moc"
