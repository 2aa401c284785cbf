// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/editing/panel/overriderows.h"

#include "models/engine/boards/editing/settingtext.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>

namespace wf::ui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;

namespace {

constexpr int idWidth = 190;

template<class List>
void eraseAt(List &list, std::size_t at)
{
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
}

} // namespace

OverrideRows::OverrideRows(QWidget *parent)
    : QWidget(parent),
      m_rows(new QVBoxLayout),
      m_said(new PlainLabel({}, widgets::TextRole::Small, PlainLabel::Tone::Critical))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_rows->setSpacing(12);
    column->addLayout(m_rows);
    column->addWidget(m_said);
    auto *more = new widgets::Button(tr("Add an override"), u"plus"_s);
    more->setAutoDefault(false);
    connect(more, &QPushButton::clicked, this, &OverrideRows::addRule);
    column->addWidget(more, 0, Qt::AlignLeft);
    column->addStretch();
}

void OverrideRows::setOverrides(std::vector<signals::FieldOverride> rules, const QString &panelType)
{
    m_rules = std::move(rules);
    m_type = panelType;
    rebuild();
}

void OverrideRows::rebuild()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    m_said->setText({});
    for (std::size_t rule = 0; rule < m_rules.size(); ++rule) {
        auto *box = new QWidget;
        auto *column = new QVBoxLayout(box);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(4);
        addHead(column, rule);
        for (std::size_t setting = 0; setting < m_rules[rule].properties.size(); ++setting)
            addSettingRow(column, rule, setting);
        addMore(column, rule);
        m_rows->addWidget(box);
    }
}

void OverrideRows::addHead(QVBoxLayout *column, std::size_t rule)
{
    auto *matcher = new QComboBox;
    for (const engine::NamedChoice &choice : engine::matcherChoices())
        matcher->addItem(choice.name, choice.id);
    const QString &now = m_rules[rule].matcher;
    if (matcher->findData(now) < 0)
        matcher->addItem(now, now); // one of Grafana's that is not offered stays
    matcher->setCurrentIndex(matcher->findData(now));
    matcher->setFixedWidth(idWidth);
    auto *which = new QLineEdit(engine::matcherText(m_rules[rule]));
    which->setPlaceholderText(tr("its name, /a pattern/, number, A"));
    which->setAccessibleName(tr("Fields of override %1").arg(rule + 1));
    const auto take = [this, rule, matcher, which] {
        engine::setMatcher(m_rules[rule], matcher->currentData().toString(), which->text());
        Q_EMIT changed();
    };
    connect(matcher, &QComboBox::activated, this, take);
    connect(which, &QLineEdit::textEdited, this, take);
    auto *gone = new widgets::IconButton(u"close"_s, tr("Remove override %1").arg(rule + 1));
    connect(gone, &QToolButton::clicked, this, [this, rule] {
        eraseAt(m_rules, rule);
        rebuild(); // indices moved
        Q_EMIT changed();
    });
    auto *row = new QHBoxLayout;
    row->addWidget(matcher);
    row->addWidget(which, 1);
    row->addWidget(gone);
    column->addLayout(row);
}

void OverrideRows::addSettingRow(QVBoxLayout *column, std::size_t rule, std::size_t setting)
{
    const signals::FieldProperty &property = m_rules[rule].properties[setting];
    auto *name = new PlainLabel(property.id, widgets::TextRole::Mono, PlainLabel::Tone::Secondary);
    name->setFixedWidth(idWidth - 16);
    auto *value = new QLineEdit(engine::settingText(property));
    value->setAccessibleName(tr("%1 of override %2").arg(property.id).arg(rule + 1));
    connect(value, &QLineEdit::textEdited, this, [this, rule, setting](const QString &text) {
        signals::FieldProperty &edited = m_rules[rule].properties[setting];
        const auto read = engine::settingOfText(edited.id, text);
        m_said->setText(read ? QString() : tr("%1: “%2” cannot be read.").arg(edited.id, text.left(80)));
        if (!read)
            return;
        edited.value = *read;
        Q_EMIT changed();
    });
    auto *gone = new widgets::IconButton(u"close"_s, tr("Remove %1").arg(property.id));
    connect(gone, &QToolButton::clicked, this, [this, rule, setting] {
        eraseAt(m_rules[rule].properties, setting);
        rebuild();
        Q_EMIT changed();
    });
    auto *row = new QHBoxLayout;
    row->addSpacing(16);
    row->addWidget(name);
    row->addWidget(value, 1);
    row->addWidget(gone);
    column->addLayout(row);
}

void OverrideRows::addMore(QVBoxLayout *column, std::size_t rule)
{
    auto *more = new widgets::PickButton(tr("Add"), tr("a setting"), u"plus"_s);
    auto *menu = new QMenu(more);
    for (const QString &id : engine::settingIds(m_type))
        connect(menu->addAction(id), &QAction::triggered, this, [this, rule, id] { addSetting(rule, id); });
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    auto *row = new QHBoxLayout;
    row->addSpacing(16);
    row->addWidget(more);
    row->addStretch();
    column->addLayout(row);
}

void OverrideRows::addRule()
{
    signals::FieldOverride rule;
    rule.matcher = u"byName"_s;
    rule.options = QString();
    m_rules.push_back(std::move(rule));
    rebuild();
    Q_EMIT changed();
}

void OverrideRows::addSetting(std::size_t rule, const QString &id)
{
    m_rules[rule].properties.push_back({id, QJsonValue(QJsonValue::Null)});
    rebuild();
    Q_EMIT changed();
}

} // namespace wf::ui
