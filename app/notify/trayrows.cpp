// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notify/trayrows.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "widgets/base/icons.h"
#include "widgets/base/theme.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;
using engine::TrayState;

namespace {

constexpr std::size_t mostRows = 8;
constexpr qsizetype titleCap = 44;

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("DesktopNotices", text, nullptr, n);
}

QString iconName(TrayState state)
{
    switch (state) {
    case TrayState::Offline:
        return u"tray-offline"_s;
    case TrayState::Ok:
        return u"tray-ok"_s;
    case TrayState::Acknowledged:
        return u"tray-acknowledged"_s;
    case TrayState::Warning:
        return u"tray-warning"_s;
    case TrayState::Critical:
        return u"tray-critical"_s;
    }
    return {};
}

// At the lower right, where the mark of no state is.
void paintCount(QPainter &p, int count, int size, const widgets::Theme &t)
{
    QFont font = t.font(widgets::TextRole::SmallStrong);
    font.setPixelSize(std::max(9, size * 2 / 5));
    const QString text = count > 99 ? u"99"_s : QString::number(count);
    const double width = QFontMetricsF(font).horizontalAdvance(text) + size / 8.0;
    const double height = font.pixelSize() + 1;
    const QRectF place(size - width, size - height, width, height);
    p.setPen(Qt::NoPen);
    p.setBrush(t.surface.window);
    p.drawRoundedRect(place, 2, 2);
    p.setFont(font);
    p.setPen(t.text.primary);
    p.drawText(place, Qt::AlignCenter, text);
}

QString shortened(const QString &title)
{
    const QString text = base::visibleText(title, 400);
    return text.size() > titleCap ? text.left(titleCap - 1) + u'…' : text;
}

} // namespace

int neededIncidents(const engine::IncidentSnapshot &incidents)
{
    return static_cast<int>(std::ranges::count_if(incidents.open, [](const engine::IncidentPtr &one) {
        return one->needed > 0 &&
               (one->severity == signals::Severity::Critical || one->severity == signals::Severity::Warning);
    }));
}

std::vector<TrayRow> trayRows(const engine::IncidentSnapshot &incidents,
                              const std::function<qint64(qint64)> &snoozedUntil, qint64 nowNs)
{
    std::vector<TrayRow> out;
    for (const engine::IncidentPtr &incident : incidents.open) {
        if (out.size() == mostRows)
            break;
        const qint64 snoozed = snoozedUntil(incident->number);
        TrayRow row{incident->number, widgets::severityIconName(incident->severity), shortened(incident->title), {}};
        if (incident->needed == 0) {
            row.icon = u"sev-ack"_s;
            row.side = base::visibleText(incident->owner, 24);
        } else if (snoozed > nowNs) {
            row.icon = u"sev-silenced"_s;
            row.side = tr("to %1").arg(base::hourMinute(snoozed));
        } else {
            row.side = base::humanDuration((nowNs - incident->openedNs) / base::nsPerMinute * base::nsPerMinute);
        }
        out.push_back(std::move(row));
    }
    return out;
}

QString trayHead(const engine::IncidentSnapshot &incidents)
{
    return u"%1, %2"_s.arg(tr("%n incidents", static_cast<int>(incidents.open.size())),
                           tr("%n alerts", incidents.alertsFiring));
}

// On a dark tile of its own: nobody tells which colour the panel has.
QIcon trayIcon(TrayState state, int needed)
{
    const auto dark = widgets::Theme::bundled(widgets::ThemeMode::Dark);
    QIcon out;
    for (const int size : {16, 22, 24, 32, 48, 64}) {
        QPixmap picture(size, size);
        picture.fill(Qt::transparent);
        QPainter p(&picture);
        p.setRenderHint(QPainter::Antialiasing);
        p.setPen(Qt::NoPen);
        p.setBrush(dark->surface.window);
        p.drawRoundedRect(QRectF(0, 0, size, size), size / 8.0, size / 8.0);
        const double gap = size / 16.0;
        widgets::paintIcon(p, iconName(state), QRectF(gap, gap, size - 2 * gap, size - 2 * gap), dark->text.primary);
        if (needed > 1 && (state == TrayState::Warning || state == TrayState::Critical))
            paintCount(p, needed, size, *dark);
        p.end();
        out.addPixmap(picture);
    }
    return out;
}

} // namespace wf::app
