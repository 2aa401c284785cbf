// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/logs/queryrow.h"

#include "models/base/units.h"
#include "ui/logs/valuepopup.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QMenu>
#include <QPointer>

namespace wf::ui {

using signals::LogLevel;
using widgets::PickButton;

namespace {

QString levelWords(LogLevel level)
{
    switch (level) {
    case LogLevel::Fatal:
        return QueryRow::tr("fatal");
    case LogLevel::Error:
        return QueryRow::tr("error and worse");
    case LogLevel::Warn:
        return QueryRow::tr("warn and worse");
    case LogLevel::Info:
        return QueryRow::tr("info and worse");
    default:
        return QueryRow::tr("All");
    }
}

} // namespace

QueryRow::QueryRow(const engine::LogLabels &labels, QWidget *parent)
    : QWidget(parent),
      m_labels(labels),
      m_mode(new widgets::Segmented({tr("Pick"), tr("LogQL")})),
      m_picks(new QWidget),
      m_picksRow(new QHBoxLayout(m_picks)),
      m_service(new PickButton(tr("Service"), tr("All"))),
      m_level(new PickButton(tr("Level"), tr("All"))),
      m_limitPick(new PickButton(tr("Limit"), base::groupedInteger(m_limit))),
      m_text(new QLineEdit),
      m_run(new widgets::Button(tr("Run"), QStringLiteral("run"), tr("Enter")))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    m_picksRow->setContentsMargins(0, 0, 0, 0);
    m_picksRow->setSpacing(8);
    row->addWidget(m_mode);
    row->addWidget(m_picks);
    row->addWidget(m_text, 1);
    row->addWidget(m_limitPick);
    row->addWidget(m_run);
    m_run->setPrimary(true);
    m_text->setClearButtonEnabled(true);
    m_text->setFixedHeight(widgets::Theme::of(this).controlHeight);
    m_text->setMaxLength(20'000);
    connect(m_mode, &widgets::Segmented::currentChanged, this, [this](int mode) { setTyped(mode == 1); });
    connect(m_service, &QAbstractButton::clicked, this, [this] { pickValues(m_anyLabel, m_service); });
    connect(m_level, &QAbstractButton::clicked, this, &QueryRow::pickLevel);
    connect(m_limitPick, &QAbstractButton::clicked, this, &QueryRow::pickLimit);
    connect(m_text, &QLineEdit::returnPressed, this, &QueryRow::changed);
    connect(m_run, &QAbstractButton::clicked, this, &QueryRow::changed);
    rebuildPicks();
    setTyped(false);
}

QString QueryRow::logQl() const
{
    if (m_isTyped)
        return m_text->text().trimmed();
    return engine::toLogQl(m_form, m_anyLabel);
}

void QueryRow::setTyped(bool typed)
{
    const QString expr = typed && !m_isTyped ? engine::toLogQl(m_form, m_anyLabel) : m_text->text();
    m_isTyped = typed;
    m_mode->setCurrent(typed ? 1 : 0);
    m_picks->setVisible(!typed);
    m_text->setText(typed ? expr : m_form.text);
    m_text->setFont(widgets::Theme::of(this).font(typed ? widgets::TextRole::Mono : widgets::TextRole::Base));
    m_text->setPlaceholderText(typed ? QStringLiteral("{service_name=\"payment\"} |= \"timeout\"")
                                     : tr("Text in the line"));
    m_text->setAccessibleName(typed ? tr("LogQL query") : tr("Text in the line"));
}

void QueryRow::setForm(const engine::LogForm &form)
{
    m_form = form;
    setTyped(false);
    rebuildPicks();
}

void QueryRow::setLogQl(const QString &expr)
{
    setTyped(true);
    m_text->setText(expr);
}

void QueryRow::changed()
{
    if (!m_isTyped)
        m_form.text = m_text->text();
    Q_EMIT asked();
}

void QueryRow::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

engine::LogForm::Label *QueryRow::find(std::vector<engine::LogForm::Label> &in, const QString &name,
                                       bool excluded) const
{
    const auto it =
        std::find_if(in.begin(), in.end(), [&](const auto &l) { return l.name == name && l.isExcluded == excluded; });
    return it == in.end() ? nullptr : &*it;
}

void QueryRow::addFilter(const QString &name, const QString &value, bool isLabel, bool exclude)
{
    if (m_isTyped) {
        // What was typed is kept; the filter goes behind it.
        m_text->setText(engine::narrowed(m_text->text().trimmed(), {name, {value}, exclude}, isLabel));
    } else {
        auto &list = isLabel ? m_form.labels : m_form.fields;
        if (auto *known = find(list, name, exclude); !known)
            list.push_back({name, {value}, exclude});
        else if (!known->values.contains(value))
            known->values << value;
        rebuildPicks();
    }
    changed();
}

void QueryRow::rebuildPicks()
{
    while (auto *item = m_picksRow->takeAt(0)) {
        if (item->widget() != m_service && item->widget() != m_level && item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    const auto *service = find(m_form.labels, m_anyLabel, false);
    m_service->setValue(service ? service->values.join(QStringLiteral(", ")) : tr("All"));
    m_level->setValue(levelWords(m_form.leastLevel));
    m_picksRow->addWidget(m_service);
    m_picksRow->addWidget(m_level);
    const auto add = [this](const engine::LogForm::Label &label, bool isField) {
        auto *pick = new PickButton((isField ? QStringLiteral("| ") : QString()) + label.name +
                                        (label.isExcluded ? QStringLiteral(" ≠") : QString()),
                                    label.values.join(QStringLiteral(", ")).left(40));
        widgets::setPlainToolTip(pick, isField || label.isExcluded ? tr("Remove this filter") : tr("Choose values"));
        connect(pick, &QAbstractButton::clicked, this, [this, label, isField, pick] {
            if (!isField && !label.isExcluded)
                return pickValues(label.name, pick);
            std::erase(isField ? m_form.fields : m_form.labels, label);
            rebuildPicks();
            changed();
        });
        m_picksRow->addWidget(pick);
    };
    for (const auto &label : m_form.labels)
        if (label.name != m_anyLabel || label.isExcluded)
            add(label, false);
    for (const auto &field : m_form.fields)
        add(field, true);
    auto *more = new widgets::IconButton(QStringLiteral("plus"), tr("Add a label"));
    connect(more, &QAbstractButton::clicked, this, &QueryRow::pickLabel);
    m_picksRow->addWidget(more);
}

void QueryRow::pickValues(const QString &label, QWidget *anchor)
{
    auto *popup = new ValuePopup(tr("Values of %1").arg(label), true, this);
    if (const auto *known = find(m_form.labels, label, false))
        popup->setChosen(known->values);
    connect(popup, &ValuePopup::chosen, this, [this, label](const QStringList &values) {
        std::erase_if(m_form.labels, [&](const auto &l) { return l.name == label && !l.isExcluded; });
        if (!values.isEmpty())
            m_form.labels.push_back({label, values, false});
        rebuildPicks();
        changed();
    });
    const QPointer<ValuePopup> guard(popup);
    m_request = m_labels.values(label, {}, m_range, [guard](const base::Result<QStringList> &values) {
        if (guard)
            guard->setValues(values);
    });
    popup->showBelow(anchor);
}

void QueryRow::pickLabel()
{
    auto *anchor = qobject_cast<QWidget *>(sender());
    auto *popup = new ValuePopup(tr("Labels"), false, this);
    connect(popup, &ValuePopup::chosen, this,
            [this](const QStringList &label) { pickValues(label.front(), m_service); });
    const QPointer<ValuePopup> guard(popup);
    m_request = m_labels.names(m_range, [guard](const base::Result<QStringList> &names) {
        if (guard)
            guard->setValues(names);
    });
    popup->showBelow(anchor ? anchor : this);
}

void QueryRow::pickLevel()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto level : {LogLevel::Unknown, LogLevel::Error, LogLevel::Warn, LogLevel::Info})
        menu->addAction(levelWords(level), this, [this, level] {
            m_form.leastLevel = level;
            rebuildPicks();
            changed();
        });
    menu->popup(m_level->mapToGlobal(QPoint(0, m_level->height() + 2)));
}

void QueryRow::pickLimit()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const int limit : {1000, 5000, 20'000, 100'000, 1'000'000})
        menu->addAction(base::groupedInteger(limit), this, [this, limit] {
            m_limit = limit;
            m_limitPick->setValue(base::groupedInteger(limit));
            changed();
        });
    menu->popup(m_limitPick->mapToGlobal(QPoint(0, m_limitPick->height() + 2)));
}

} // namespace wf::ui
