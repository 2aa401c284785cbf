// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/tail/machinelogs.h"

#include <QCoreApplication>

#include <cerrno>
#include <grp.h>
#include <sys/stat.h>
#include <system_error>

namespace wf::station::tail {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::station::tail", text);
}

// The group that may read it, when the owner is not the only one.
QString readingGroup(const std::string &path)
{
    struct stat info {};
    if (stat(path.c_str(), &info) != 0 || (info.st_mode & S_IRGRP) == 0)
        return {};
    std::array<char, 4096> buffer{};
    group entry{};
    group *found = nullptr;
    if (getgrgid_r(info.st_gid, &entry, buffer.data(), buffer.size(), &found) != 0 || !found || info.st_gid == 0)
        return {};
    return QString::fromLocal8Bit(found->gr_name);
}

} // namespace

std::vector<TailGroup> machineLogGroups()
{
    TailGroup system;
    system.include = {u"/var/log/*.log"_s,  u"/var/log/syslog"_s,  u"/var/log/messages"_s,
                      u"/var/log/secure"_s, u"/var/log/maillog"_s, u"/var/log/cron"_s};
    // Not lines of text, or in the journal anyway.
    system.exclude = {u"faillog"_s, u"lastlog"_s, u"wtmp*"_s, u"btmp*"_s};
    TailGroup servers;
    servers.include = {u"/var/log/nginx/*.log"_s,         u"/var/log/apache2/*.log"_s,
                       u"/var/log/httpd/*_log"_s,         u"/var/log/postgresql/*.log"_s,
                       u"/var/log/mysql/*.log"_s,         u"/var/log/mysql/*.err"_s,
                       u"/var/log/mariadb/*.log"_s,       u"/var/log/redis/*.log"_s,
                       u"/var/log/mongodb/*.log"_s,       u"/var/log/rabbitmq/*.log"_s,
                       u"/var/log/haproxy*.log"_s,        u"/var/log/tomcat*/*.log"_s,
                       u"/var/log/elasticsearch/*.log"_s, u"/var/log/unattended-upgrades/*.log"_s,
                       u"/var/log/apt/history.log"_s};
    return {system, servers};
}

UnreadableState explained(const UnreadablePath &path)
{
    UnreadableState out;
    out.path = QString::fromStdString(path.path);
    out.reason = QString::fromStdString(std::generic_category().message(path.error));
    const QString group = path.error == EACCES ? readingGroup(path.path) : QString();
    if (!group.isEmpty())
        out.remedy =
            tr("Members of the group %1 may read it: sudo usermod -aG %1 $USER, then log in again.").arg(group);
    else if (path.error == EACCES)
        out.remedy = tr("Only its owner may read it: sudo setfacl -m u:$USER:r %1").arg(out.path);
    return out;
}

} // namespace wf::station::tail
