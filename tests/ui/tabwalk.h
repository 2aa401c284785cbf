// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QTest>
#include <QWidget>

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace wf::test {

// One place where the Tab key stops.
struct TabStop {
    QWidget *widget = nullptr;
    QPoint at;           // of its upper left corner, on the page
    bool isSeen = false; // it looks different while it has the focus
    [[nodiscard]] QString words() const
    {
        return QStringLiteral("%1 \"%2\" at %3,%4 %5×%6")
            .arg(QString::fromLatin1(widget->metaObject()->className()), widget->accessibleName())
            .arg(at.x())
            .arg(at.y())
            .arg(widget->width())
            .arg(widget->height());
    }
};

// Everything the Tab key stops at on a page that is shown in an active window, from its first one until it leaves the
// page or comes back. Header only.
inline std::vector<TabStop> walkTabs(QWidget &page, std::size_t most = 300)
{
    std::vector<TabStop> out;
    QApplication::setCursorFlashTime(0);
    if (QWidget *focus = QApplication::focusWidget())
        focus->clearFocus();
    for (QTest::keyClick(&page, Qt::Key_Tab); out.size() < most;) {
        QWidget *now = QApplication::focusWidget();
        if (!now || !page.isAncestorOf(now) || std::ranges::find(out, now, &TabStop::widget) != out.end())
            break;
        const QPoint at = now->mapTo(&page, QPoint());
        const QRect around = QRect(at, now->size()).adjusted(-3, -3, 3, 3).intersected(page.rect());
        const QImage with = page.grab(around).toImage();
        now->clearFocus();
        const QImage without = page.grab(around).toImage();
        if (qEnvironmentVariableIsSet("WF_SHOTS")) {
            const QString name = qEnvironmentVariable("WF_SHOTS") + QStringLiteral("/stop-%1-%2.png").arg(out.size());
            with.save(name.arg(QStringLiteral("with")));
            without.save(name.arg(QStringLiteral("without")));
        }
        now->setFocus(Qt::TabFocusReason);
        out.push_back({now, at, !around.isEmpty() && now->isVisible() && with != without});
        QTest::keyClick(now, Qt::Key_Tab);
    }
    return out;
}

// Those that nobody can see, and those without a name for those who hear it.
inline QStringList unseenStops(const std::vector<TabStop> &stops)
{
    QStringList out;
    for (const TabStop &stop : stops)
        if (!stop.isSeen)
            out << QStringLiteral("unseen: ") + stop.words();
        else if (stop.widget->accessibleName().isEmpty() && stop.widget->property("text").toString().isEmpty())
            out << QStringLiteral("nameless: ") + stop.words();
    return out;
}

// All of them, a line each.
inline QByteArray allStops(const std::vector<TabStop> &stops)
{
    QString out;
    for (const TabStop &stop : stops)
        out += stop.words() + (stop.isSeen ? QStringLiteral("\n") : QStringLiteral(" UNSEEN\n"));
    return out.toUtf8();
}

// Beside each other, but the keys go from right to left.
inline QStringList outOfOrder(const std::vector<TabStop> &stops)
{
    QStringList out;
    for (std::size_t i = 1; i < stops.size(); ++i) {
        const TabStop &a = stops[i - 1], &b = stops[i];
        QWidget *both = a.widget->parentWidget(); // what scrolled meanwhile moved both
        while (both && !both->isAncestorOf(b.widget))
            both = both->parentWidget();
        if (!both)
            continue;
        const QPoint from = a.widget->mapTo(both, a.widget->rect().center());
        const QPoint to = b.widget->mapTo(both, b.widget->rect().center());
        if (std::abs(from.y() - to.y()) < 8 && to.x() < from.x())
            out << a.words() + QStringLiteral(" before ") + b.words();
    }
    return out;
}

} // namespace wf::test
