// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/valuepopup.h"

#include "models/base/untrusted.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QListWidget>

namespace wf::ui {

namespace {
constexpr int mostShown = 500;
}

ValuePopup::ValuePopup(const QString &title, bool several, QWidget *parent)
    : QFrame(parent, Qt::Popup),
      m_several(several),
      m_filter(new widgets::FilterEdit(title)),
      m_list(new QListWidget),
      m_note(new widgets::PlainLabel(tr("Asking the log sources"), widgets::TextRole::Small,
                                     widgets::PlainLabel::Tone::Tertiary))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(6, 6, 6, 6);
    column->setSpacing(6);
    column->addWidget(m_filter);
    column->addWidget(m_list, 1);
    column->addWidget(m_note);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setAccessibleName(title);
    connect(m_filter, &widgets::FilterEdit::filterChanged, this, &ValuePopup::fill);
    connect(m_list, &QListWidget::itemChanged, this, [this](const QListWidgetItem *item) {
        if (m_isFilling)
            return;
        const QString value = item->data(Qt::UserRole).toString();
        m_chosen.removeAll(value);
        if (item->checkState() == Qt::Checked)
            m_chosen << value;
        Q_EMIT chosen(m_chosen);
    });
    connect(m_list, &QListWidget::itemClicked, this, [this](const QListWidgetItem *item) {
        if (m_several)
            return;
        const QStringList one{item->data(Qt::UserRole).toString()};
        Q_EMIT chosen(one);
        close();
    });
    connect(m_list, &QListWidget::itemActivated, m_list, &QListWidget::itemClicked);
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        if (m_list->count() == 0)
            return;
        if (m_several)
            m_list->item(0)->setCheckState(m_list->item(0)->checkState() == Qt::Checked ? Qt::Unchecked : Qt::Checked);
        else
            Q_EMIT m_list->itemClicked(m_list->item(0));
    });
}

void ValuePopup::setValues(const base::Result<QStringList> &values)
{
    if (!values) {
        m_note->setText(values.error().summary);
        return;
    }
    m_values = *values;
    for (const auto &c : m_chosen)
        if (!m_values.contains(c))
            m_values.prepend(c);
    fill();
}

void ValuePopup::fill()
{
    m_isFilling = true;
    m_list->clear();
    int matching = 0;
    for (const auto &value : m_values) {
        if (!m_filter->text().isEmpty() && !value.contains(m_filter->text(), Qt::CaseInsensitive))
            continue;
        if (++matching > mostShown)
            continue;
        auto *item = new QListWidgetItem(base::visibleText(value, 120), m_list);
        item->setData(Qt::UserRole, value);
        if (m_several)
            item->setCheckState(m_chosen.contains(value) ? Qt::Checked : Qt::Unchecked);
    }
    m_isFilling = false;
    m_note->setText(matching == 0          ? tr("No value matches")
                    : matching > mostShown ? tr("Showing %1 of %2. Type to narrow.").arg(mostShown).arg(matching)
                                           : QString());
}

void ValuePopup::showBelow(const QWidget *anchor)
{
    resize(280, 320);
    move(anchor->mapToGlobal(QPoint(0, anchor->height() + 2)));
    show();
    m_filter->setFocus();
}

} // namespace wf::ui
