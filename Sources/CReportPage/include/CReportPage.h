#pragma once

/* The style and the scripts of the folder Report, embedded when this file is compiled: UTF-8, ended by a zero byte. */

const char *sx_report_style(void);
const char *sx_report_data_script(void);
const char *sx_report_card_script(void);
const char *sx_report_names_script(void);
const char *sx_report_pointer_script(void);
const char *sx_report_map_script(void);
const char *sx_report_list_script(void);
const char *sx_report_main_script(void);
