// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/board/choosing/variablepicks.h"

#include "models/base/untrusted.h"
#include "ui/base/wrap/wraplayout.h"
#include "ui/dashboards/board/choosing/boardfilters.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QLineEdit>
#include <QMenu>

#include <algorithm>

namespace wf::ui {

using namespace Qt::StringLiterals;
using Kind = signals::BoardVariable::Kind;

namespace {

constexpr std::size_t mostChoices = 300;
constexpr int textWidth = 150, longestText = 2000;

QString all()
{
    return QCoreApplication::translate("wf::ui::BoardPage", "All");
}

bool canBeChosen(const signals::BoardVariable &v)
{
    return v.hide != 2 && (v.kind == Kind::Query || v.kind == Kind::Custom || v.kind == Kind::Interval ||
                           v.kind == Kind::AdHoc || v.kind == Kind::Text);
}

// What a click on a value chooses besides it.
QStringList chosenWith(const signals::BoardVariable &v, QStringList before, const QString &value, bool on)
{
    if (!v.multi || value == signals::allValueId)
        return {value};
    before.removeAll(QString(signals::allValueId));
    before.removeAll(value);
    if (on)
        before << value;
    return before;
}

QMenu *menuOf(const signals::BoardVariable &v, const engine::BoardVariables::State &state,
              engine::BoardVariables &variables, QWidget *parent)
{
    auto *menu = new QMenu(parent);
    const auto add = [&](const QString &text, const QString &value) {
        // an ampersand would become a mnemonic
        QAction *action = menu->addAction(base::visibleText(text, 80).replace(u"&"_s, u"&&"_s));
        action->setCheckable(true);
        action->setChecked(state.values.contains(value));
        QObject::connect(action, &QAction::triggered, &variables,
                         [v, value, before = state.values, &variables](bool on) {
                             variables.choose(v.name, chosenWith(v, before, value, on));
                         });
    };
    if (v.includeAll)
        add(all(), signals::allValueId);
    for (std::size_t i = 0; i < std::min(mostChoices, state.options.size()); ++i)
        add(state.options[i].text, state.options[i].value);
    return menu;
}

// A field behind its name: what is written counts on Enter, and when the keys go elsewhere.
QWidget *textField(const signals::BoardVariable &v, const QString &value, engine::BoardVariables &variables)
{
    const QString name = base::visibleText(v.label.isEmpty() ? v.name : v.label, 40);
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(new widgets::PlainLabel(name, widgets::TextRole::Base, widgets::PlainLabel::Tone::Secondary));
    auto *edit = new QLineEdit(value);
    edit->setAccessibleName(name);
    edit->setMaxLength(longestText);
    edit->setFixedWidth(textWidth);
    row->addWidget(edit);
    box->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    box->setFocusProxy(edit);
    QObject::connect(edit, &QLineEdit::editingFinished, &variables, [edit, value, name = v.name, &variables] {
        if (edit->text() != value)
            variables.choose(name, {edit->text()});
    });
    return box;
}

} // namespace

bool fillVariablePicks(WrapLayout &row, const std::vector<signals::BoardVariable> &list,
                       engine::BoardVariables &variables, const sources::SourceSet &sources, base::TimeRange range)
{
    while (QLayoutItem *item = row.takeAt(0)) {
        if (QWidget *gone = item->widget()) {
            gone->hide();
            gone->deleteLater();
        }
        delete item;
    }
    bool any = false;
    for (const signals::BoardVariable &v : list) {
        const engine::BoardVariables::State *state = variables.state(v.name);
        if (!canBeChosen(v) || !state)
            continue;
        any = true;
        if (v.kind == Kind::AdHoc) {
            row.addWidget(filtersPick(v, variables, sources, range));
            continue;
        }
        if (v.kind == Kind::Text) {
            row.addWidget(textField(v, state->values.value(0), variables));
            continue;
        }
        const bool isAll = state->values == QStringList{signals::allValueId};
        auto *pick =
            new widgets::PickButton(v.label.isEmpty() ? v.name : v.label, isAll ? all() : state->values.join(u", "_s));
        pick->setMenu(menuOf(v, *state, variables, pick));
        pick->setPopupMode(QToolButton::InstantPopup);
        pick->setEnabled(!pick->menu()->isEmpty());
        row.addWidget(pick);
    }
    return any;
}

} // namespace wf::ui
