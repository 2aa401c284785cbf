// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/loadingcover.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/ground.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"

#include <QPointer>
#include <QPushButton>
#include <QTest>

#include <algorithm>
#include <cstdlib>

using namespace wf;

class PanelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void aDetachedPanelComesBackWhenItsWindowCloses()
    {
        QWidget root;
        auto *panel = new widgets::Panel(nullptr, &root);
        auto *content = new QWidget;
        panel->setContent(content);
        panel->resize(300, 200);
        root.show();
        panel->detach();
        QVERIFY(panel->isDetached());
        QVERIFY(widgets::Panel::hasDetached(&root));
        QVERIFY(content->window() != &root);
        panel->showContent(); // an answer arrives meanwhile
        QVERIFY(content->window() != &root);
        content->window()->close();
        QVERIFY(!panel->isDetached());
        QCOMPARE(content->parentWidget(), panel);
        QVERIFY(content->isVisibleTo(panel));
    }
    void anErrorBringsTheContentBackBehindIt()
    {
        QWidget root;
        auto *panel = new widgets::Panel(nullptr, &root);
        auto *content = new QWidget;
        panel->setContent(content);
        root.show();
        panel->detach();
        panel->showError(QStringLiteral("Prometheus refused the query"),
                         base::makeError(base::ErrorKind::BadRequest, QStringLiteral("1:47: parse error")));
        QVERIFY(!panel->isDetached());
        QVERIFY(!content->isVisibleTo(panel));
        panel->showContent();
        QVERIFY(content->isVisibleTo(panel));
    }
    void linesOfATextStandBelowEachOther()
    {
        const auto heightOf = [](const QString &text) {
            widgets::PlainLabel label(text);
            label.setWrap(true);
            return label.heightForWidth(400);
        };
        const int one = heightOf(QStringLiteral("first"));
        QVERIFY(heightOf(QStringLiteral("first\nsecond\nthird")) >= 3 * one);
        QVERIFY(heightOf(QString(4000, u'\n')) <= 80 * one); // however many somebody sends
        const widgets::PlainLabel line(QStringLiteral("first\nsecond"));
        QCOMPARE(line.sizeHint().width(), widgets::PlainLabel(QStringLiteral("first\\nsecond")).sizeHint().width());
        QCOMPARE(line.sizeHint().height(), one);
    }
    void whyItIsOldStandsInItsHead()
    {
        widgets::Panel panel(new QWidget);
        panel.setTitle(QStringLiteral("Requests"), QStringLiteral("per second"));
        panel.resize(500, 200);
        base::Completeness doubts;
        doubts.stale = true;
        doubts.asOfNs = 1'700'000'000LL * base::nsPerSecond;
        panel.setCompleteness(doubts, doubts.asOfNs + 120 * base::nsPerSecond);
        const QImage before = panel.grab().toImage();
        doubts.notes << QStringLiteral("Prometheus eu-west does not answer");
        panel.setCompleteness(doubts, doubts.asOfNs + 120 * base::nsPerSecond);
        QVERIFY(panel.grab().toImage() != before);
        QVERIFY(panel.accessibleDescription().contains(doubts.notes[0]));
        // A remark of a source about something that is whole is no doubt.
        base::Completeness remark;
        panel.setCompleteness(remark, 0);
        const QImage plain = panel.grab(QRect(0, 0, 300, 28)).toImage();
        remark.notes << QStringLiteral("info: metric might not be a counter");
        panel.setCompleteness(remark, 0);
        QCOMPARE(panel.grab(QRect(0, 0, 300, 28)).toImage(), plain);
    }
    void aTextOfTheHeadHasRoomWhenItGrows()
    {
        widgets::Panel panel(new QWidget);
        auto *left = new widgets::PlainLabel(QStringLiteral("6 d"));
        panel.addHeaderWidget(left);
        panel.resize(400, 200);
        panel.show();
        left->setText(QStringLiteral("not known before tomorrow"));
        QTRY_VERIFY(left->width() >= left->sizeHint().width());
        QVERIFY(left->mapTo(&panel, QPoint(left->width(), 0)).x() <= panel.width());
    }
    void theFirstAnswerIsAwaitedInWords()
    {
        auto *content = new QWidget;
        content->setFocusPolicy(Qt::StrongFocus);
        widgets::Panel panel(content);
        panel.setHeaderVisible(false);
        panel.resize(300, 200);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        content->setFocus();
        panel.showLoading(QStringLiteral("Asking the log sources"), false);
        const auto cover = [&]() -> QWidget * {
            for (auto *w : panel.findChildren<QWidget *>())
                if (dynamic_cast<widgets::LoadingCover *>(w) && w->isVisible())
                    return w;
            return nullptr;
        };
        QVERIFY(!cover()); // quick answers do not flicker
        QTRY_VERIFY(cover());
        QCOMPARE(cover()->size(), panel.size());
        QCOMPARE(cover()->accessibleName(), QStringLiteral("Asking the log sources"));
        QVERIFY(content->hasFocus());
        panel.showContent();
        QVERIFY(!cover());
        panel.showLoading(QStringLiteral("Asking the log sources"), true); // old data stays in sight
        QTRY_VERIFY(cover());
        QCOMPARE(cover()->height(), widgets::LoadingCover::barHeight);
    }
    void aDefaultButtonIsReadOnItsGround()
    {
        for (const auto mode : {widgets::ThemeMode::Light, widgets::ThemeMode::Dark}) {
            const auto theme = widgets::Theme::bundled(mode);
            widgets::applyTheme(theme);
            QPushButton button(QStringLiteral("Save")); // as Qt's own dialogs have it
            button.setDefault(true);
            button.resize(80, 28);
            const QImage image = button.grab().toImage();
            int bright = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    bright += std::abs(image.pixelColor(x, y).lightness() - theme->text.onAccent.lightness()) < 20;
            QVERIFY2(bright > 20, qPrintable(QString::number(bright)));
        }
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
    }

    void aTransparentPanelStandsOnThePage()
    {
        widgets::Panel panel;
        panel.resize(200, 100);
        auto *inside = new QWidget;
        panel.setContent(inside);
        const widgets::Theme &theme = widgets::Theme::of(&panel);
        QCOMPARE(panel.grab().toImage().pixelColor(100, 90), theme.surface.panel);
        widgets::setTransparent(panel, true);
        QCOMPARE(panel.grab().toImage().pixelColor(100, 90), theme.surface.canvas);
        QCOMPARE(widgets::groundOf(inside), theme.surface.canvas); // what it holds follows
        QVERIFY(theme.surface.canvas != theme.surface.panel);
    }

    // White words are for the accent, which a button that cannot be pressed does not have.
    void theKeyOfADisabledButtonCanBeRead()
    {
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Light));
        QWidget root;
        root.setAutoFillBackground(true);
        auto *button = new widgets::Button(QStringLiteral("Save"), {}, QStringLiteral("Ctrl+S"), &root);
        button->setPrimary(true);
        button->setEnabled(false);
        button->resize(button->sizeHint());
        root.resize(button->size());
        root.show();
        const QImage drawn = root.grab().toImage();
        const QColor ground = drawn.pixelColor(5, drawn.height() / 2);
        int darkest = 255;
        for (int x = drawn.width() * 3 / 5; x < drawn.width() - 12; ++x)
            darkest = std::min(darkest, qGray(drawn.pixel(x, drawn.height() / 2)));
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
        QVERIFY2(qGray(ground.rgb()) - darkest > 40, qPrintable(QString::number(darkest)));
    }
    void aLabelKeepsItsMargins()
    {
        widgets::PlainLabel label(QStringLiteral("fires 8 times"));
        const QSize bare = label.sizeHint();
        label.setContentsMargins(12, 2, 8, 6);
        QCOMPARE(label.sizeHint(), bare + QSize(20, 8));
        label.setWrap(true);
        label.resize(200, label.heightForWidth(200));
        const QImage drawn = label.grab(QRect(0, 0, 12, label.height())).toImage();
        for (int y = 0; y < drawn.height(); ++y)
            for (int x = 0; x < drawn.width(); ++x)
                QCOMPARE(drawn.pixelColor(x, y), drawn.pixelColor(0, 0));
    }
    void doubtsLeaveTheTitleItsRoom()
    {
        widgets::Panel panel;
        panel.setTitle(QStringLiteral("Orders paid"));
        panel.resize(170, 100);
        const auto title = [&] { return panel.grab(QRect(0, 0, 100, 28)).toImage(); };
        const QImage undoubted = title();
        base::Completeness old;
        old.stale = old.partial = true;
        old.asOfNs = 1'700'000'000 * base::nsPerSecond;
        panel.setCompleteness(old, old.asOfNs + 3 * base::nsPerMinute);
        QCOMPARE(title(), undoubted);
        const QColor mark = widgets::Theme::of(&panel).warning.mark;
        const QImage all = panel.grab().toImage();
        bool isMarked = false;
        for (int x = 100; x < all.width(); ++x)
            isMarked |= all.pixelColor(x, 14) == mark || all.pixelColor(x, 18) == mark;
        QVERIFY(isMarked);
        QVERIFY2(panel.toolTip().contains(QStringLiteral("partial")), qPrintable(panel.toolTip()));
        panel.resize(600, 100); // here they stand in words
        QVERIFY(panel.grab(QRect(400, 6, 190, 16)).toImage().pixelColor(186, 8) ==
                widgets::Theme::of(&panel).warning.tint);
    }
    void aTitleThatIsCutIsSaidInFull()
    {
        widgets::Panel panel;
        panel.setTitle(QStringLiteral("Root file system of the node"));
        panel.resize(600, 60);
        (void)panel.grab();
        QVERIFY(panel.toolTip().isEmpty());
        panel.resize(80, 60);
        (void)panel.grab();
        QVERIFY2(panel.toolTip().contains(QStringLiteral("of the node")), qPrintable(panel.toolTip()));
    }
    void outsideTextIsNeverMarkup()
    {
        widgets::Panel panel;
        panel.setCompleteness({true, false, 0, false, {QStringLiteral("<img src=\"file:///etc/passwd\">")}}, 0);
        QVERIFY(panel.toolTip().contains(QStringLiteral("&lt;img")));
        QVERIFY(!panel.toolTip().contains(QStringLiteral("<img")));
    }
};

QTEST_MAIN(PanelTest)
#include "tst_panel.moc"
