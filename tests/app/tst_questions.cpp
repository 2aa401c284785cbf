// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/questions.h"

#include "tests/app/emptyworkspace.h"
#include "ui/base/watchcontext.h"
#include "ui/changes/changesdialog.h"
#include "ui/normal/normalcard.h"
#include "widgets/base/theme.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

// A window over an environment without sources.
struct World : tests::EmptyWorkspace {
    ui::WatchContext context{clock};
    QWidget window;

    World() { app::answerQuestions(workspace, context, window); }
};

} // namespace

class tst_Questions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void whatIsSelectedIsJudgedOnOneCard()
    {
        World world;
        QVERIFY(world.window.findChildren<ui::NormalCard *>().isEmpty());
        world.context.askNormal({});
        const auto cards = world.window.findChildren<ui::NormalCard *>();
        QCOMPARE(cards.size(), 1);
        QVERIFY(cards[0]->isVisible() && !cards[0]->isModal());
        QCOMPARE(cards[0]->desk().snapshot()->notes, QStringList{u"Select something first."_s});
        signals::Subject metric;
        metric.kind = signals::SubjectKind::Metric;
        metric.id = metric.title = u"queue_depth"_s;
        const qint64 moment = world.clock.nowNs() - base::nsPerHour;
        world.context.askNormal(metric, moment);
        QCOMPARE(world.window.findChildren<ui::NormalCard *>().size(), 1);
        QCOMPARE(cards[0]->desk().snapshot()->subject.id, u"queue_depth"_s);
        QCOMPARE(cards[0]->desk().snapshot()->atNs, moment);
        QVERIFY(!cards[0]->desk().snapshot()->notes.isEmpty()); // there is no source of metrics
        cards[0]->close();
        QTRY_VERIFY(world.window.findChildren<ui::NormalCard *>().isEmpty());
        world.context.askNormal(metric);
        QCOMPARE(world.window.findChildren<ui::NormalCard *>().size(), 1);
    }
    void whatChangedAndWhatMovesAreAskedOfAWindowOfTime()
    {
        World world;
        const base::TimeRange hour{world.clock.nowNs() - base::nsPerHour, world.clock.nowNs()};
        world.context.askChanges(hour);
        auto dialogs = world.window.findChildren<ui::ChangesDialog *>();
        QCOMPARE(dialogs.size(), 1);
        QCOMPARE(dialogs[0]->search().snapshot()->question.window, hour);
        QVERIFY(!dialogs[0]->search().snapshot()->moves);
        signals::Subject metric;
        metric.kind = signals::SubjectKind::Metric;
        metric.id = metric.title = u"queue_depth"_s;
        world.context.askMoves(metric, hour);
        dialogs = world.window.findChildren<ui::ChangesDialog *>();
        QCOMPARE(dialogs.size(), 2); // the first answer stays beside it
        QVERIFY(dialogs[1]->search().snapshot()->moves);
        QCOMPARE(dialogs[1]->search().snapshot()->moves->expr, u"queue_depth"_s);
    }
};

QTEST_MAIN(tst_Questions)
#include "tst_questions.moc"
