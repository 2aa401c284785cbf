// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/ackdialog.h"

#include "widgets/base/controls.h"
#include "widgets/base/plainlabel.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QHBoxLayout>

#include <array>

namespace wf::ui {

using widgets::PlainLabel;
using widgets::TextRole;

AckDialog::AckDialog(const QString &title, const QString &owner, QWidget *parent)
    : QDialog(parent),
      m_note(new QLineEdit),
      m_for(new widgets::Segmented({tr("15 m"), tr("1 h"), tr("4 h")})),
      m_extend(new QCheckBox(tr("Extend while it fires")))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    setMinimumWidth(430);
    const auto caption = [](const QString &text) {
        auto *label = new PlainLabel(text, TextRole::Base, PlainLabel::Tone::Secondary);
        label->setFixedHeight(28);
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        return label;
    };
    m_extend->setChecked(true);
    m_note->setPlaceholderText(tr("what you are doing about it"));
    m_note->setAccessibleName(tr("Note"));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(12);
    form->addRow(caption(tr("Owner")), new PlainLabel(owner, TextRole::Strong, PlainLabel::Tone::Acknowledged));
    form->addRow(caption(tr("Note")), m_note);
    auto *duration = new QHBoxLayout;
    duration->addWidget(m_for);
    duration->addSpacing(10);
    duration->addWidget(m_extend);
    duration->addStretch(1);
    form->addRow(caption(tr("For")), duration);
    auto *cancel = new widgets::Button(tr("Cancel"));
    cancel->setAutoDefault(false);
    auto *confirm = new widgets::Button(tr("Acknowledge"));
    confirm->setPrimary(true);
    confirm->setDefault(true);
    auto *bottom = new QHBoxLayout;
    bottom->addStretch(1);
    bottom->addWidget(cancel);
    bottom->addWidget(confirm);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(16, 16, 16, 14);
    all->setSpacing(14);
    all->addLayout(form);
    all->addLayout(bottom);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(confirm, &QPushButton::clicked, this, [this] {
        static constexpr std::array<qint64, 3> choices{15 * base::nsPerMinute, base::nsPerHour, 4 * base::nsPerHour};
        Q_EMIT confirmed(m_note->text().trimmed(), choices.at(static_cast<std::size_t>(m_for->current())),
                         m_extend->isChecked());
        accept();
    });
    m_note->setFocus();
}

} // namespace wf::ui
