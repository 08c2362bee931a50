#include "CReportPage.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const char style[] = {
#embed "../../Report/report.css"
    , 0};

static const char data_script[] = {
#embed "../../Report/data.js"
    , 0};

static const char card_script[] = {
#embed "../../Report/card.js"
    , 0};

static const char names_script[] = {
#embed "../../Report/names.js"
    , 0};

static const char pointer_script[] = {
#embed "../../Report/pointer.js"
    , 0};

static const char map_script[] = {
#embed "../../Report/map.js"
    , 0};

static const char list_script[] = {
#embed "../../Report/list.js"
    , 0};

static const char main_script[] = {
#embed "../../Report/main.js"
    , 0};

const char *sx_report_style(void) { return style; }
const char *sx_report_data_script(void) { return data_script; }
const char *sx_report_card_script(void) { return card_script; }
const char *sx_report_names_script(void) { return names_script; }
const char *sx_report_pointer_script(void) { return pointer_script; }
const char *sx_report_map_script(void) { return map_script; }
const char *sx_report_list_script(void) { return list_script; }
const char *sx_report_main_script(void) { return main_script; }
