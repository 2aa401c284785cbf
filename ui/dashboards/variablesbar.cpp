// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dashboards/variablesbar.h"

#include "models/base/untrusted.h"
#include "ui/base/wrap/wraplayout.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/safetext.h"
#include "widgets/base/theme.h"

#include <QMenu>
#include <QPainter>

namespace wf::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostChoices = 300;

} // namespace

VariablesBar::VariablesBar(QWidget *parent) : QWidget(parent)
{
    auto *row = new WrapLayout(this);
    row->setContentsMargins(12, 4, 12, 5);
    row->setSpacing(6);
    m_service = addPick(tr("service"), &engine::DashboardChoice::service, false);
    addTemplates();
    m_region = addPick(tr("region"), &engine::DashboardChoice::region, true);
    m_version = addPick(tr("version"), &engine::DashboardChoice::version, true);
    m_instance = addPick(tr("instance"), &engine::DashboardChoice::instance, true);
    m_split = addPick(tr("split by"), &engine::DashboardChoice::splitLabel, false);
    m_each = new widgets::Button(tr("Each instance"), u"rows"_s);
    m_each->setCheckable(true);
    m_each->setToolTip(widgets::plainTip(tr("A row for each instance, those unlike the others first")));
    connect(m_each, &QPushButton::clicked, this, [this](bool checked) {
        engine::DashboardChoice next = m_choice;
        next.eachInstance = checked;
        Q_EMIT chosen(next);
    });
    row->addWidget(m_each);
    m_deploys = new widgets::Button(tr("Deploys"), u"deploy"_s);
    m_exemplars = new widgets::Button(tr("Exemplars"), u"exemplar"_s);
    for (auto *toggle : {m_each, m_deploys, m_exemplars})
        toggle->setAccessibleName(toggle->text());
    for (auto *toggle : {m_deploys, m_exemplars}) {
        toggle->setCheckable(true);
        toggle->setToolTip(widgets::plainTip(toggle->accessibleName()));
        connect(toggle, &QPushButton::toggled, this, &VariablesBar::togglesChanged);
        row->addWidget(toggle);
    }
    m_deploys->setChecked(true);
}

// Which question the dashboard answers.
void VariablesBar::addTemplates()
{
    m_template = new widgets::PickButton(QString());
    m_template->setToolTip(widgets::plainTip(tr("What the dashboard is about (Shift+T)")));
    m_template->setAccessibleName(tr("template"));
    auto *menu = new QMenu(m_template);
    menu->setToolTipsVisible(true);
    for (const engine::TemplateInfo &one : engine::dashboardTemplates()) {
        QAction *action = menu->addAction(one.title);
        action->setData(one.id);
        action->setCheckable(true);
        action->setToolTip(widgets::plainTip(one.about));
    }
    connect(menu, &QMenu::triggered, this, [this](QAction *action) {
        engine::DashboardChoice next = m_choice;
        next.kind = engine::templateOf(action->data().toString()).value_or(engine::DashboardTemplate::Health);
        next.eachInstance = false;
        Q_EMIT chosen(next);
    });
    m_template->setMenu(menu);
    m_template->setPopupMode(QToolButton::InstantPopup);
    layout()->addWidget(m_template);
}

void VariablesBar::offerTemplates()
{
    m_template->showMenu();
}

widgets::PickButton *VariablesBar::addPick(const QString &caption, Field field, bool canBeAll)
{
    auto *button = new widgets::PickButton(caption);
    auto *menu = new QMenu(button);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setProperty("wfAll", canBeAll);
    connect(menu, &QMenu::triggered, this, [this, field](QAction *action) {
        engine::DashboardChoice next = m_choice;
        next.*field = action->data().toString();
        if (field == &engine::DashboardChoice::service)
            next = {next.service, {}, {}, {}, {}, false, m_choice.kind}; // another service has other labels
        Q_EMIT chosen(next);
    });
    layout()->addWidget(button);
    return button;
}

void VariablesBar::setChoices(widgets::PickButton *button, const QStringList &values, const QString &current)
{
    const bool canBeAll = button->property("wfAll").toBool();
    QMenu *menu = button->menu();
    menu->clear();
    const auto add = [&](const QString &text, const QString &value) {
        // an ampersand would become a mnemonic
        QAction *action = menu->addAction(base::visibleText(text, 80).replace(u"&"_s, u"&&"_s));
        action->setData(value);
        action->setCheckable(true);
        action->setChecked(value == current);
    };
    if (canBeAll)
        add(tr("All"), {});
    for (const QString &value : values.mid(0, mostChoices))
        add(value, value);
    button->setValue(current.isEmpty() ? (values.size() > 1 ? tr("All %1").arg(values.size()) : tr("All")) : current);
    button->setEnabled(!values.isEmpty());
}

void VariablesBar::show(const engine::DashboardChoice &choice, const QStringList &services,
                        const engine::DashboardSnapshot *snapshot)
{
    m_choice = choice;
    setChoices(m_service, services, choice.service);
    m_template->setValue(engine::templateTitle(choice.kind));
    for (QAction *action : m_template->menu()->actions())
        action->setChecked(engine::templateOf(action->data().toString()) == choice.kind);
    static const engine::DashboardSnapshot nothing;
    const engine::DashboardSnapshot &s = snapshot ? *snapshot : nothing;
    setChoices(m_region, s.region.values, choice.region);
    setChoices(m_version, s.version.values, choice.version);
    setChoices(m_instance, s.instance.values, choice.instance);
    setChoices(m_split, s.splitChoices, choice.splitLabel);
    m_region->setVisible(!s.region.values.isEmpty());
    m_version->setVisible(!s.version.values.isEmpty());
    m_instance->setVisible(!s.instance.values.isEmpty());
    m_each->setVisible(choice.kind == engine::DashboardTemplate::Health &&
                       (choice.eachInstance || (s.instance.values.size() > 1 && choice.instance.isEmpty())));
    m_each->setChecked(choice.eachInstance);
    m_split->setVisible(!s.splitChoices.isEmpty());
    if (choice.splitLabel.isEmpty())
        m_split->setValue(tr("nothing"));
    m_exemplars->setVisible(s.hasExemplars);
    fit();
}

void VariablesBar::fit()
{
    using Room = widgets::Button::Room;
    const auto show = [this](bool isNamed, Room room) {
        for (widgets::Button *toggle : {m_each, m_deploys, m_exemplars}) {
            toggle->setText(isNamed ? toggle->accessibleName() : QString());
            toggle->setRoom(room);
        }
        layout()->invalidate();
        return layout()->sizeHint().width() <= width();
    };
    if (!show(true, Room::All) && !show(true, Room::NoIcon) && !show(false, Room::All))
        (void)show(true, Room::All); // in a second line there is room
}

void VariablesBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

bool VariablesBar::showsDeploys() const
{
    return m_deploys->isChecked();
}
bool VariablesBar::showsExemplars() const
{
    return m_exemplars->isChecked();
}

void VariablesBar::paintEvent(QPaintEvent *)
{
    const widgets::Theme &t = widgets::Theme::of(this);
    QPainter p(this);
    p.fillRect(rect(), t.surface.canvas);
    p.fillRect(QRect(0, height() - 1, width(), 1), t.line.panel);
}

} // namespace wf::ui
