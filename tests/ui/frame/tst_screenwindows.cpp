// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/bars/messagebar.h"
#include "ui/frame/bars/topbar.h"
#include "ui/frame/mainwindow.h"
#include "ui/frame/screenwindows.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/theme.h"

#include <QAbstractButton>
#include <QTest>

using namespace wf;
using namespace wf::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'778'724'847LL * base::nsPerSecond;

class PlainScreen final : public Screen {
public:
    explicit PlainScreen(QString key) : m_key(std::move(key)) { setFocusPolicy(Qt::StrongFocus); }
    [[nodiscard]] QString key() const override { return m_key; }
    bool showSubject(const signals::Subject &) override { return true; }
    void setActive(bool active) override { isActive = active; }
    [[nodiscard]] bool isSettled() const override { return true; }
    bool isActive = false;

private:
    QString m_key;
};

struct World {
    base::ManualClock clock{now};
    WatchContext context{clock};
    QHash<QString, QByteArray> kept;
    PlainScreen *overview = new PlainScreen(u"overview"_s);
    PlainScreen *metrics = new PlainScreen(u"metrics"_s);
    PlainScreen *logs = new PlainScreen(u"logs"_s);
    MainWindow window{context,
                      {{u"Watch"_s, u"Overview"_s, u"overview"_s, u"O"_s, overview},
                       {u"Explore"_s, u"Metrics"_s, u"metrics"_s, u"M"_s, metrics},
                       {u"Explore"_s, u"Logs"_s, u"logs"_s, u"L"_s, logs}},
                      new QWidget};
    explicit World(const QHash<QString, QByteArray> &layouts = {}) : kept(layouts)
    {
        window.setLayoutMemory({[this](const QString &name) { return kept.value(name); },
                                [this](const QString &name, const QByteArray &layout) { kept.insert(name, layout); }});
        window.topBar().setEnvironment(u"Production"_s, u"4 sources"_s, Qt::red);
        window.goTo(u"metrics"_s);
        window.resize(1280, 800);
        window.show();
    }
    [[nodiscard]] ScreenWindow *own(const QString &key) const { return window.ownWindows().of(key); }
};

} // namespace

class tst_ScreenWindows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void aScreenLeavesAndAnotherIsShown()
    {
        World w;
        w.window.moveOut(u"metrics"_s);
        auto *own = w.own(u"metrics"_s);
        QVERIFY(own && own->isVisible());
        QCOMPARE(own->screen(), w.metrics);
        QVERIFY(w.metrics->isVisible() && w.metrics->isActive);
        QCOMPARE(w.window.currentScreen(), w.overview);
        QVERIFY(w.overview->isActive);
        w.window.moveOut(u"metrics"_s); // it is there already
        QCOMPARE(w.own(u"metrics"_s), own);
        w.window.goTo(u"metrics"_s);
        QCOMPARE(w.window.currentScreen(), w.overview);
        if (const QString folder = qEnvironmentVariable("WF_SHOTS"); !folder.isEmpty()) {
            w.window.grab().save(folder + u"/console-without-metrics.png"_s);
            own->grab().save(folder + u"/own-window.png"_s);
        }
    }
    void goingToAScreenGivesItTheKeys()
    {
        World w;
        QVERIFY(QTest::qWaitForWindowActive(&w.window));
        auto *environment = w.window.topBar().findChild<QAbstractButton *>();
        environment->setFocus();
        QVERIFY(environment->hasFocus());
        w.window.goTo(u"metrics"_s); // it is shown already
        QVERIFY(w.metrics->hasFocus());
    }
    void closingItsWindowBringsItBack()
    {
        World w;
        w.window.moveOut(u"metrics"_s);
        w.own(u"metrics"_s)->close();
        QVERIFY(!w.own(u"metrics"_s));
        QVERIFY(!w.metrics->isActive);
        QCOMPARE(w.window.currentScreen(), w.overview);
        w.window.goTo(u"metrics"_s);
        QCOMPARE(w.window.currentScreen(), w.metrics);
        QVERIFY(w.metrics->isActive && w.metrics->isVisible());
    }
    void theKeyMovesOutAndBack()
    {
        World w;
        QVERIFY(QTest::qWaitForWindowActive(&w.window));
        QTest::keyClick(&w.window, Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        auto *own = w.own(u"metrics"_s);
        QVERIFY(own);
        QVERIFY(QTest::qWaitForWindowActive(own));
        const auto before = w.context.timeSelection();
        QTest::keyClick(own, Qt::Key_BracketLeft); // the console's own keys are there too
        QVERIFY(w.context.timeSelection() != before);
        QTest::keyClick(own, Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!w.own(u"metrics"_s));
        QCOMPARE(w.window.currentScreen(), w.metrics);
    }
    void oneScreenAlwaysStays()
    {
        World w;
        for (const auto &key : {u"overview"_s, u"metrics"_s, u"logs"_s})
            w.window.moveOut(key);
        QVERIFY(w.window.currentScreen());
        QCOMPARE(w.window.ownWindows().layout().size(), std::size_t{2});
    }
    void whatIsHiddenAsksNothing()
    {
        World w;
        w.window.moveOut(u"metrics"_s);
        auto *own = w.own(u"metrics"_s);
        w.window.hide(); // into the tray
        QVERIFY(!own->isVisible() && !w.metrics->isActive);
        w.window.show();
        QVERIFY(own->isVisible() && w.metrics->isActive);
        own->showMinimized();
        QTRY_VERIFY(!w.metrics->isActive);
        w.window.goTo(u"metrics"_s);
        QTRY_VERIFY(w.metrics->isActive);
    }
    void theBarSaysWhereOneIs()
    {
        World w;
        w.window.moveOut(u"metrics"_s);
        const auto named = [&w] {
            QStringList out;
            for (const auto *button : w.own(u"metrics"_s)->topBar().findChildren<widgets::PickButton *>())
                out << button->value();
            return out.join(u'|');
        };
        QVERIFY2(named().contains(u"Production"_s), qPrintable(named()));
        w.window.topBar().setEnvironment(u"Staging"_s, {}, {});
        QVERIFY(named().contains(u"Staging"_s));
    }
    void aMessageIsSaidWhereOneLooks()
    {
        World w;
        w.window.moveOut(u"metrics"_s);
        auto *own = w.own(u"metrics"_s);
        QVERIFY(QTest::qWaitForWindowActive(own));
        int undone = 0;
        w.context.say({u"Silenced."_s, signals::Severity::Info, u"Undo"_s, [&undone] { ++undone; }, 10});
        QVERIFY(own->messages().isVisible());
        QTest::keyClick(own, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(undone, 1);
    }
    void windowsComeBackOnTheSameMonitors()
    {
        QHash<QString, QByteArray> kept;
        QRect at;
        {
            World w;
            w.window.moveOut(u"logs"_s);
            w.own(u"logs"_s)->setGeometry(40, 60, 800, 500);
            at = w.own(u"logs"_s)->geometry();
            QTRY_VERIFY_WITH_TIMEOUT(!w.kept.isEmpty(), 3000); // without being closed: nothing is lost by a crash
            w.window.close();
            kept = w.kept;
        }
        World again(kept);
        QVERIFY(again.own(u"logs"_s) && again.own(u"logs"_s)->isVisible());
        QCOMPARE(again.own(u"logs"_s)->geometry().size(), at.size());
        QVERIFY(!again.own(u"metrics"_s));
    }
};

QTEST_MAIN(tst_ScreenWindows)
#include "tst_screenwindows.moc"
