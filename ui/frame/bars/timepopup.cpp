// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/bars/timepopup.h"

#include "models/base/timetext.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QCalendarWidget>
#include <QGridLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QTimeZone>

namespace wf::ui {

namespace {

QString asText(const base::TimeSelection &s, qint64 nowNs)
{
    if (s.live)
        return QStringLiteral("last ") + QString::number(s.lengthNs / base::nsPerMinute) + QStringLiteral("m");
    const base::TimeRange r = s.at(nowNs);
    return base::isoTime(r.startNs - r.startNs % base::nsPerSecond).left(16).replace(u'T', u' ') +
           QStringLiteral(" - ") + base::isoTime(r.endNs - r.endNs % base::nsPerSecond).left(16).replace(u'T', u' ');
}

} // namespace

TimePopup::TimePopup(const base::Clock &clock, QWidget *parent)
    : QWidget(parent, Qt::Popup),
      m_clock(clock),
      m_presets(new QListWidget(this)),
      m_text(new QLineEdit(this)),
      m_calendar(new QCalendarWidget(this)),
      m_hint(new widgets::PlainLabel({}, widgets::TextRole::Small, widgets::PlainLabel::Tone::Tertiary, this))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(1, 1, 12, 12);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    buildPresets();
    grid->addWidget(m_presets, 0, 0, 4, 1);
    m_text->setPlaceholderText(tr("last 2h, 01:14 - 02:14, since 02:04"));
    m_text->setAccessibleName(tr("Time range"));
    m_text->setMinimumWidth(300);
    grid->addWidget(m_text, 0, 1);
    auto *apply = new widgets::Button(tr("Apply"), {}, tr("Enter"), this);
    apply->setPrimary(true);
    grid->addWidget(apply, 0, 2);
    m_hint->setWrap(true);
    m_hint->setText(tr("All times are UTC. The newest end of a live range moves with the clock."));
    grid->addWidget(m_hint, 1, 1, 1, 2);
    m_calendar->setGridVisible(false);
    m_calendar->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    grid->addWidget(m_calendar, 2, 1, 1, 2);
    connect(m_presets, &QListWidget::itemClicked, this,
            [this](QListWidgetItem *item) { this->apply(item->data(Qt::UserRole).toString()); });
    connect(m_presets, &QListWidget::itemActivated, this,
            [this](QListWidgetItem *item) { this->apply(item->data(Qt::UserRole).toString()); });
    connect(m_text, &QLineEdit::returnPressed, this, [this] { this->apply(m_text->text()); });
    connect(apply, &QAbstractButton::clicked, this, [this] { this->apply(m_text->text()); });
    connect(m_calendar, &QCalendarWidget::clicked, this, [this](QDate day) {
        const QString d = day.toString(Qt::ISODate);
        m_text->setText(d + QStringLiteral(" 00:00 - ") + day.addDays(1).toString(Qt::ISODate) +
                        QStringLiteral(" 00:00"));
        m_text->setFocus();
    });
}

void TimePopup::buildPresets()
{
    const std::pair<QString, QString> presets[] = {
        {tr("Last 5 min"), QStringLiteral("last 5m")},     {tr("Last 15 min"), QStringLiteral("last 15m")},
        {tr("Last 30 min"), QStringLiteral("last 30m")},   {tr("Last hour"), QStringLiteral("last 1h")},
        {tr("Last 3 hours"), QStringLiteral("last 3h")},   {tr("Last 6 hours"), QStringLiteral("last 6h")},
        {tr("Last 24 hours"), QStringLiteral("last 24h")}, {tr("Last 7 days"), QStringLiteral("last 7d")},
        {tr("Last 28 days"), QStringLiteral("last 28d")},  {tr("Today"), QStringLiteral("today")},
        {tr("Yesterday"), QStringLiteral("yesterday")}};
    for (const auto &[title, text] : presets) {
        auto *item = new QListWidgetItem(title, m_presets);
        item->setData(Qt::UserRole, text);
        item->setSizeHint({150, 26});
    }
    m_presets->setFixedWidth(160);
    m_presets->setFrameShape(QFrame::NoFrame);
}

void TimePopup::openBelow(QWidget *anchor, const base::TimeSelection &current)
{
    m_text->setText(asText(current, m_clock.nowNs()));
    const QDateTime end =
        QDateTime::fromMSecsSinceEpoch(current.at(m_clock.nowNs()).endNs / base::nsPerMs, QTimeZone::utc());
    m_calendar->setSelectedDate(end.date());
    m_calendar->setMaximumDate(
        QDateTime::fromMSecsSinceEpoch(m_clock.nowNs() / base::nsPerMs, QTimeZone::utc()).date());
    move(anchor->mapToGlobal(QPoint(0, anchor->height() + 2)));
    show();
    m_text->setFocus();
    m_text->selectAll();
}

void TimePopup::apply(const QString &text)
{
    const auto parsed = base::parseTimeSelection(text, m_clock.nowNs());
    if (!parsed) {
        m_hint->setTone(widgets::PlainLabel::Tone::Critical);
        m_hint->setText(parsed.error().detail.isEmpty() ? parsed.error().summary
                                                        : parsed.error().summary + u' ' + parsed.error().detail);
        return;
    }
    hide();
    Q_EMIT chosen(*parsed);
}

void TimePopup::paintEvent(QPaintEvent *)
{
    const auto &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.raised);
    p.setPen(t.line.strong);
    p.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace wf::ui
