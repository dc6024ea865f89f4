"""Given names by culture and sex: ordinary names, chosen freely and combined by chance; no list of real persons
stands behind them.
"""

from openbitmap.synthetic.people.cultures import Culture, Sex, words

_F, _M = Sex.FEMALE, Sex.MALE

GIVEN_NAMES: dict[Culture, dict[Sex, tuple[str, ...]]] = {
    Culture.HISPANIC: {
        _M: words(
            "José|Juan|Luis|Carlos|Miguel|Ángel|Jesús|Víctor|Jorge|Manuel|Pedro|Rafael|Andrés|"
            "Diego|Javier|Óscar|Ricardo|Fernando|Eduardo|Sergio|Alejandro|Daniel|Gabriel|Héctor|"
            "Iván|Julio|Kevin|Leonel|Marcos|Nelson|Orlando|Pablo|Raúl|Santiago|Tomás|Wilmer|"
            "Yeferson|Yonathan|Alexis|Cristián|Matías|Benjamín|Joaquín|Segundo|Freddy|Edwin|Jhon|"
            "Brayan|Darwin|Franklin|Ismael|Rubén|Ignacio|Emilio|Hugo|Simón"
        ),
        _F: words(
            "María|Ana|Carmen|Rosa|Luz|Juana|Isabel|Gloria|Marta|Claudia|Patricia|Sandra|Paola|"
            "Andrea|Carolina|Daniela|Valentina|Camila|Sofía|Gabriela|Yolanda|Yuliana|Yusmary|Zulay|"
            "Mileidy|Norma|Elena|Teresa|Josefina|Beatriz|Lucía|Mónica|Natalia|Paula|Rocío|Silvia|"
            "Verónica|Ximena|Bárbara|Constanza|Fernanda|Javiera|Francisca|Antonia|Dayana|Estefanía|"
            "Génesis|Ingrid|Katherine|Leidy|Maribel|Nancy|Olga|Pilar|Esperanza|Milagros"
        ),
    },
    Culture.HAITIAN: {
        _M: words(
            "Jean|Pierre|Wilner|Jacques|Frantz|Emmanuel|Joseph|Roseman|Wisly|Evens|Jude|Dieuseul|"
            "Fritz|Gesner|Ronald|Stanley|Woodley|Mackenson|Lucner|Rigaud|Jean-Claude|Jean-Robert|"
            "Pierre-Louis|Kervens|Samson|Odney"
        ),
        _F: words(
            "Marie|Rose|Guerda|Mirlande|Nadège|Fabiola|Esther|Islande|Jesula|Roselaure|Widline|"
            "Dieula|Magalie|Ketly|Marie-Ange|Marie-Claire|Rose-Merline|Lovelie|Judeline|Carline|"
            "Yolette|Chantale|Edeline|Mylove"
        ),
    },
    Culture.LUSOPHONE: {
        _M: words("João|Antônio|Francisco|Paulo|Lucas|Mateus|Pedro|Tiago|Rafael|Bruno|Felipe|Gustavo|Otávio|Vinícius"),
        _F: words("Ana|Maria|Juliana|Fernanda|Letícia|Camila|Bruna|Mariana|Beatriz|Larissa|Aline|Conceição|Tainá"),
    },
    Culture.ARABIC: {
        _M: words(
            "Mohammed|Ahmad|Ali|Hassan|Hussein|Omar|Khalid|Yusuf|Ibrahim|Mustafa|Mahmoud|Abdullah|"
            "Abdul Rahman|Samir|Tariq|Bilal|Hamza|Karim|Nabil|Rashid|Saeed|Walid|Zayd|Faisal|Jamal|"
            "Marwan|Osama|Qasim"
        ),
        _F: words(
            "Fatima|Aisha|Khadija|Maryam|Zaynab|Layla|Nour|Huda|Amina|Salma|Rania|Samira|Yasmin|"
            "Hanan|Iman|Jamila|Latifa|Nadia|Sumaya|Wafa|Dalal|Ghada|Reem"
        ),
    },
    Culture.CHINESE: {
        _M: words(
            "Wei|Jun|Qiang|Lei|Yong|Jianguo|Zhiqiang|Haoran|Guoqiang|Xiaoming|Weidong|Bo|Chao|"
            "Feng|Hui|Kai|Peng|Tao|Xin|Yichen|Zixuan|Minghao|Jiahao|Shaowei"
        ),
        _F: words(
            "Fang|Na|Xiuying|Min|Jing|Li|Yan|Juan|Xia|Yuting|Meiling|Xiaohong|Lihua|Hong|Qian|"
            "Ting|Ying|Zihan|Ruoxi|Jiayi|Shuang|Yulan|Chunmei"
        ),
    },
    Culture.SOUTH_ASIAN: {
        _M: words(
            "Rajesh|Sanjay|Amit|Vijay|Suresh|Ravi|Anil|Gurpreet|Harjit|Manpreet|Imran|Asif|Bilal|"
            "Usman|Tariq|Farhan|Rahim|Karim|Shafiq|Nazrul|Arjun|Deepak|Kiran|Prakash|Bikram|Dinesh|"
            "Santosh|Krishna"
        ),
        _F: words(
            "Sunita|Priya|Anita|Kavita|Pooja|Neha|Meena|Lakshmi|Harpreet|Simran|Ayesha|Sana|"
            "Nasreen|Farzana|Rokeya|Shirin|Ruksana|Sita|Gita|Asha|Divya|Maya|Parveen|Nusrat"
        ),
    },
    Culture.SLAVIC: {
        _M: words(
            "Sergei|Aleksandr|Dmitri|Andrei|Alexei|Ivan|Mikhail|Nikolai|Vladimir|Oleksandr|Mykola|"
            "Serhii|Yurii|Volodymyr|Bohdan|Taras|Pavel|Viktor|Igor|Kirill|Maksym|Ruslan"
        ),
        _F: words(
            "Olga|Natalia|Elena|Tatiana|Irina|Svetlana|Ekaterina|Anastasia|Yulia|Oksana|Halyna|"
            "Iryna|Liudmyla|Kateryna|Daria|Ksenia|Marina|Vira|Nadezhda|Sofiia"
        ),
    },
    Culture.AFRICAN: {
        _M: words(
            "Emmanuel|Blaise|Chidi|Kwame|Kofi|Mamadou|Ousmane|Ibrahima|Cheikh|Abdoulaye|Didier|"
            "Serge|Patrice|Tendai|Domingos|Moussa|Sekou|Emeka|Yaw|Amadou"
        ),
        _F: words(
            "Aminata|Fatou|Mariama|Grace|Ngozi|Chioma|Ama|Akosua|Adjoa|Awa|Bintou|Clarisse|Solange|"
            "Esperança|Rokhaya|Kadiatou|Blessing|Mireille|Nadine|Ifeoma"
        ),
    },
}
