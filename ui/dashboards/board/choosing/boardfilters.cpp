// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/board/choosing/boardfilters.h"

#include "ui/dashboards/board/choosing/filterdialog.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/menutext.h"

#include <QCoreApplication>
#include <QMenu>

namespace wf::ui {

using namespace Qt::StringLiterals;

QString filtersInWords(const std::vector<signals::AdHocFilter> &filters)
{
    QStringList out;
    for (const signals::AdHocFilter &f : filters)
        out << QString(f.key + f.op + (f.value.isEmpty() ? u"\"\""_s : f.value));
    return out.isEmpty() ? QCoreApplication::translate("BoardFilters", "none") : out.join(u", "_s);
}

widgets::PickButton *filtersPick(const signals::BoardVariable &variable, engine::BoardVariables &variables,
                                 const sources::SourceSet &sources, base::TimeRange range)
{
    const auto say = [](const char *text) { return QCoreApplication::translate("BoardFilters", text); };
    const engine::BoardVariables::State *state = variables.state(variable.name);
    const std::vector<signals::AdHocFilter> filters = state ? state->filters : std::vector<signals::AdHocFilter>{};
    auto *pick = new widgets::PickButton(variable.label.isEmpty() ? variable.name : variable.label,
                                         filtersInWords(filters), u"filter"_s);
    auto *menu = new QMenu(pick);
    for (std::size_t i = 0; i < filters.size(); ++i) {
        QAction *action = menu->addAction(widgets::menuText(say("Take away %1").arg(filtersInWords({filters[i]}))));
        QObject::connect(action, &QAction::triggered, &variables, [&variables, name = variable.name, filters, i] {
            std::vector<signals::AdHocFilter> left = filters;
            left.erase(left.begin() + static_cast<std::ptrdiff_t>(i));
            variables.chooseFilters(name, std::move(left));
        });
    }
    if (!filters.empty())
        menu->addSeparator();
    QObject::connect(menu->addAction(say("Add a filter\u2026")), &QAction::triggered, pick,
                     [&variables, &sources, pick, range, variable, filters] {
                         // the bar is made anew with every change; the window stays
                         auto *dialog = new FilterDialog({sources, variable, range}, pick->window());
                         dialog->setAttribute(Qt::WA_DeleteOnClose);
                         QObject::connect(dialog, &QDialog::accepted, &variables,
                                          [&variables, dialog, name = variable.name, filters] {
                                              std::vector<signals::AdHocFilter> more = filters;
                                              more.push_back(dialog->filter());
                                              variables.chooseFilters(name, std::move(more));
                                          });
                         dialog->open();
                     });
    pick->setMenu(menu);
    pick->setPopupMode(QToolButton::InstantPopup);
    return pick;
}

} // namespace wf::ui
