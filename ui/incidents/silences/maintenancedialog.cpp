// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/silences/maintenancedialog.h"

#include "models/base/recurrence/zonedtime.h"
#include "ui/incidents/silences/noiserows.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QCompleter>
#include <QFormLayout>
#include <QLineEdit>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace wf::ui {

using widgets::PlainLabel;
using widgets::TextRole;

namespace {

constexpr int previewed = 5;
constexpr int typedMs = 300;

QStringList zoneNames()
{
    QStringList out;
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds())
        out << QString::fromLatin1(id);
    return out;
}

} // namespace

MaintenanceDialog::MaintenanceDialog(const engine::MaintenanceWish &window, const engine::AckDesk &desk,
                                     const base::Clock &clock, QWidget *parent)
    : QDialog(parent),
      m_desk(desk),
      m_clock(clock),
      m_isNew(window.name.isEmpty()),
      m_name(new QLineEdit(window.name)),
      m_matchers(new QLineEdit(window.matchers)),
      m_first(new QLineEdit(window.first)),
      m_length(new QLineEdit(window.length)),
      m_zone(new QLineEdit(window.zone)),
      m_rule(new QLineEdit(window.rule)),
      m_held(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Secondary)),
      m_error(new PlainLabel({}, TextRole::Small, PlainLabel::Tone::Critical)),
      m_confirm(new widgets::Button(m_isNew ? tr("Add window") : tr("Save")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(m_isNew ? tr("New maintenance window") : tr("Maintenance window %1").arg(window.name));
    setMinimumWidth(540);
    if (m_isNew && m_first->text().isEmpty()) {
        const qint64 hour = (m_clock.nowNs() / base::nsPerHour + 1) * base::nsPerHour;
        m_first->setText(base::shownAt(hour, QTimeZone::utc()).toString(u"yyyy-MM-ddTHH:mm"_s));
        m_length->setText(u"1h"_s);
    }
    m_name->setReadOnly(!m_isNew); // its name is what it is known by
    build();
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(typedMs);
    connect(&m_quiet, &QTimer::timeout, this, &MaintenanceDialog::refresh);
    for (auto *edit : {m_name, m_matchers, m_first, m_length, m_zone, m_rule})
        connect(edit, &QLineEdit::textEdited, this, [this] { m_quiet.start(); });
    connect(m_confirm, &QPushButton::clicked, this, &MaintenanceDialog::confirm);
    refresh();
    (m_isNew ? m_name : m_matchers)->setFocus();
}

void MaintenanceDialog::build()
{
    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignRight);
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(10);
    const auto add = [form](const QString &name, QLineEdit *edit, const QString &hint) {
        edit->setAccessibleName(name);
        edit->setPlaceholderText(hint);
        auto *label = new PlainLabel(name, TextRole::Base, PlainLabel::Tone::Secondary);
        label->setFixedHeight(28);
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        form->addRow(label, edit);
    };
    add(tr("Name"), m_name, tr("backups"));
    add(tr("Alerts with"), m_matchers, u"service=search pod=~\"search-.*\""_s);
    form->addRow(QString(), m_held);
    add(tr("First begins"), m_first, u"2026-05-17T02:00"_s);
    add(tr("Lasts"), m_length, u"2h"_s);
    add(tr("Time zone"), m_zone, tr("UTC; or such as Europe/Berlin"));
    auto *zones = new QCompleter(zoneNames(), m_zone);
    zones->setFilterMode(Qt::MatchContains);
    zones->setCaseSensitivity(Qt::CaseInsensitive);
    m_zone->setCompleter(zones);
    connect(zones, qOverload<const QString &>(&QCompleter::activated), this, [this] { m_quiet.start(); });
    add(tr("Comes again"), m_rule, tr("once; or a rule such as FREQ=WEEKLY;BYDAY=SU"));
    auto *next = new QVBoxLayout;
    next->setSpacing(2);
    for (int i = 0; i <= previewed; ++i) {
        m_next.push_back(
            new PlainLabel({}, TextRole::Small, i == 0 ? PlainLabel::Tone::Secondary : PlainLabel::Tone::Primary));
        next->addWidget(m_next.back());
    }
    form->addRow(QString(), next);
    m_error->setWrap(true);
    form->addRow(QString(), m_error);

    auto *cancel = new widgets::Button(tr("Cancel"), {}, tr("Esc"));
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_confirm->setPrimary(true);
    m_confirm->setDefault(true);
    auto *bottom = new QHBoxLayout;
    bottom->addStretch(1);
    bottom->addWidget(cancel);
    bottom->addWidget(m_confirm);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 14);
    all->setSpacing(14);
    all->addLayout(form);
    all->addLayout(bottom);
}

engine::MaintenanceWish MaintenanceDialog::wish() const
{
    return {m_name->text().trimmed(), m_matchers->text().trimmed(), m_first->text().trimmed(),
            m_zone->text().trimmed(), m_length->text().trimmed(),   m_rule->text().trimmed()};
}

void MaintenanceDialog::refresh()
{
    m_quiet.stop();
    const auto window = engine::makeWindow(wish());
    m_confirm->setEnabled(window.ok());
    m_error->setText(window ? QString() : window.error().summary);
    if (!window) {
        m_counting.cancel();
        m_held->setText({});
        for (auto *line : m_next)
            line->setText({});
        return;
    }
    m_counting = m_desk.countHeld(window->matchers, [this](std::size_t held) {
        m_held->setText(held == 0 ? tr("No alert that fires now has these labels.")
                                  : tr("%n alerts that fire now have these labels.", nullptr, static_cast<int>(held)));
    });
    const QStringList next = nextOccurrences(*window, m_clock.nowNs(), previewed);
    m_next.front()->setText(next.isEmpty() ? tr("It does not come any more: its last time is over.")
                                           : tr("Next, in its own zone:"));
    for (qsizetype i = 0; i < previewed; ++i)
        m_next[static_cast<std::size_t>(i) + 1]->setText(next.value(i));
}

void MaintenanceDialog::confirm()
{
    refresh();
    if (!m_confirm->isEnabled())
        return;
    Q_EMIT confirmed(wish());
    accept();
}

} // namespace wf::ui
